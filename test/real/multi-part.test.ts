import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CORPUS, cutStream, HAS_CORPUS, RealRemux } from './supervised-remux.js';

let real: RealRemux | undefined;

describe.skipIf(!HAS_CORPUS).each(['on PATH', 'packaged'] as const)('parts, with the ffmpeg %s', (which) => {
  beforeEach(async (context) => {
    real = await RealRemux.withTools(which);
    if (real === undefined) context.skip('not on this machine');
  });
  afterEach(() => real?.remove());

  describe('that fit together', fitting);
  describe('that do not', unfitting);
});

function fitting(): void {
  it.each([
    ['hls-h264-ac3-sd.ts', 3],
    ['dvb-sd-h264-eac3-7s.ts', 2],
  ])('plays %s, cut into %i, like the whole of it', { timeout: 60_000 }, async (name, count) => {
    if (real === undefined) return;
    const bytes = readFileSync(join(CORPUS, name));
    const whole = real.at("it's a whole.ts");
    writeFileSync(whole, bytes);
    const parts = Array.from(
      { length: count },
      (_, part) => real?.at(`it's %d "parts" \\ ${part}; é.ts`) ?? '',
    );
    cutStream(bytes, parts);
    const [first = '', ...furtherParts] = parts;
    const outputs = { whole: real.at('whole.mp4'), joined: real.at("it's joined.mp4") };

    const expected = await real.remux({ input: whole, output: outputs.whole });
    const joined = await real.remux({ input: first, furtherParts, output: outputs.joined });

    expect(expected.kind).toBe('published');
    expect(joined).toMatchObject({ kind: 'published', durationChecked: true, input: first, furtherParts });
    const [one, other] = [pictures(real, outputs.whole), pictures(real, outputs.joined)];
    expect(one.length).toBeGreaterThan(100);
    // A packet that was cut through is lost, and with it a picture at each cut.
    expect(one.filter((atMs) => !other.includes(atMs)).length).toBeLessThan(count);
    expect(real.names().filter((left) => left.includes('.tmp-') || left.endsWith('.lock'))).toEqual([]);
    const metadata = JSON.parse(readFileSync(`${outputs.joined}.meta.json`, 'utf8'));
    expect(metadata).toMatchObject({ input: first, furtherParts });
  });
}

function unfitting(): void {
  it('refuses parts that are of different kinds', { timeout: 60_000 }, async () => {
    if (real === undefined) return;
    const job = {
      input: join(CORPUS, 'hls-h264-ac3-sd.ts'),
      furtherParts: [join(CORPUS, 'hls-h264-mp3.ts')],
      output: real.at('a.mp4'),
    };
    const outcome = await real.remux(job);
    expect(outcome).toMatchObject({
      kind: 'refused',
      cause: { message: expect.stringMatching(/part 2 has/) },
    });
    expect(real.names()).toEqual(['a.mp4.err.log']);
  });

  it('refuses a part that is really a list of files', { timeout: 60_000 }, async () => {
    if (real === undefined) return;
    const recording = join(CORPUS, 'hls-h264-ac3-sd.ts');
    const trojan = real.at('second.ts');
    writeFileSync(trojan, `ffconcat version 1.0\nfile '${recording}'\n`);
    const outcome = await real.remux({
      input: recording,
      furtherParts: [trojan],
      output: real.at('a.mp4'),
    });
    expect(outcome).toMatchObject({ kind: 'refused', cause: { message: expect.stringMatching(/part 2/) } });
    expect(real.names()).toEqual(['a.mp4.err.log', 'second.ts']);
  });

  it('refuses a part whose name no list can hold, and says so', { timeout: 60_000 }, async () => {
    if (real === undefined) return;
    const parts = [real.at('one.ts'), real.at('two\nfile nowhere.ts')];
    cutStream(readFileSync(join(CORPUS, 'dvb-sd-h264-eac3-7s.ts')), parts);
    const [input = '', ...furtherParts] = parts;
    const outcome = await real.remux({ input, furtherParts, output: real.at('a.mp4') });
    expect(outcome).toMatchObject({
      kind: 'refused',
      cause: { message: expect.stringMatching(/part 2 has a line break in its name/) },
    });
  });
}

/** When each picture of a file is shown, in whole ms after the first. */
function pictures({ tools }: RealRemux, path: string): number[] {
  const args = ['-v', 'quiet', '-select_streams', 'v', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'];
  const env = { ...process.env, ...tools.ffprobe.env };
  const text = execFileSync(tools.ffprobe.path, [...args, `file:${path}`], { encoding: 'utf8', env });
  const times = text
    .split('\n')
    .map((line) => Number.parseFloat(line) * 1000)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return times.map((time) => Math.round(time - (times[0] ?? 0)));
}
