import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyStderr } from '../../src/ffmpeg/classify-stderr.js';
import { exampleLine, STDERR_CATALOGUE } from '../../src/ffmpeg/stderr-catalogue.js';

const example = (id: string): string => exampleLine(id) ?? id;
const idOf = (...ids: string[]) => classifyStderr(ids.map((id) => `${example(id)}\n`).join(''))?.id;

describe('the reason of a failure', () => {
  it.each(STDERR_CATALOGUE.filter(({ action }) => action !== 'ignore'))('is found: $id', ({ id, action }) => {
    expect(classifyStderr(`${example('packet-corrupt')}\n${example(id)}\n`)).toMatchObject({ id, action });
  });

  it.each(STDERR_CATALOGUE.filter(({ action }) => action === 'ignore'))(
    'is never harmless: $id',
    ({ id }) => {
      expect(classifyStderr(`${example(id)}\n`)).toBeUndefined();
    },
  );

  it('is unknown where nothing explains it', () => {
    expect(classifyStderr('')).toBeUndefined();
    expect(classifyStderr('frame=  401 fps= 81 q=-1.0 size=    4352kB\rsomething new\n')).toBeUndefined();
  });

  it('is the most severe message', () => {
    expect(idOf('non-monotonic-dts', 'bad-input', 'no-space', 'trailer-not-written')).toBe('no-space');
    expect(idOf('non-monotonic-dts', 'filter-failed', 'conversion-failed')).toBe('filter-failed');
    expect(idOf('packet-corrupt', 'non-monotonic-dts', 'packet-corrupt')).toBe('non-monotonic-dts');
  });

  it('is the first of equally severe ones: the rest follows from it', () => {
    expect(idOf('stream-missing', 'bad-option-value', 'unknown-option')).toBe('stream-missing');
  });

  it('is told with its line, harmless to print', () => {
    const line = `\u001b[1;31mfile:/rec/\u0007.ts: No space left on device\u001b[0m\r\n`;
    expect(classifyStderr(line)?.line).toBe('file:/rec/\\x07.ts: No space left on device');
    expect(classifyStderr(`${'x'.repeat(500)}Unknown encoder 'a'\n`)?.line.length).toBe(300);
  });

  it('is no name of a file that looks like a message', () => {
    const name = '/rec/No space left on device/Non-monotonic.ts';
    expect(classifyStderr(`[warning] file:${name}: corrupt input packet in stream 0\n`)).toBeUndefined();
    expect(classifyStderr(`[error] file:${name}: Invalid data found when processing input\n`)?.id).toBe(
      'bad-input',
    );
  });

  it('is found behind any line end', () => {
    expect(classifyStderr(`frame=1\rframe=2\r${example('no-space')}`)?.id).toBe('no-space');
  });
});

describe('five megabytes', () => {
  const noise = `${example('pes-size-mismatch')}\n`;
  const much = noise.repeat(5e6 / noise.length);

  it('do not hide the reason at their end, at their start or in between', () => {
    const reason = `${example('no-space')}\n`;
    expect(classifyStderr(much + reason)?.id).toBe('no-space');
    expect(classifyStderr(reason + much)?.id).toBe('no-space');
    expect(classifyStderr(much.slice(0, 2e6) + reason + much)?.id).toBe('no-space');
  });

  it.each([
    ['harmless lines', much],
    ['one line', 'Error sending '.repeat(5e6 / 14)],
    ['spaces', ' '.repeat(5e6)],
    ['nothing but line ends', '\n'.repeat(5e6)],
    ['what patterns begin with', 'pts (1) < dts (Invalid DTS: a PTS: Unable to re-open \n'.repeat(5e6 / 54)],
  ])('of %s take bounded time', (_, text) => {
    const startedMs = performance.now();
    expect(classifyStderr(text)).toBeUndefined();
    // Linear work takes a fraction of a second; a pattern that backtracks would take minutes.
    expect(performance.now() - startedMs).toBeLessThan(15_000);
  });
});

it('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void classifyStderr(text)));
});
