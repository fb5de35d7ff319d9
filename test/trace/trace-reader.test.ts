import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceReader } from '../../src/trace/trace-reader.js';

const HEADER = {
  stallproof: 'trace',
  v: 1,
  startedAt: '2026-01-03T00:00:00Z',
  job: 'a',
  command: ['ffmpeg'],
};
const header = (job: string): string => JSON.stringify({ ...HEADER, job });

/** What a reader said of a text, in order. */
function heard(text: string, chunkBytes = text.length): string[] {
  const said: string[] = [];
  const reader = new TraceReader({
    begin: ({ job }) => said.push(`begin ${job}`),
    record: ({ kind, atMs }) => said.push(`${kind} ${atMs}`),
    finish: (whole) => said.push(whole ? 'whole' : 'cut off'),
    damaged: ({ line, why }) => said.push(`line ${line}: ${why}`),
  });
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    reader.push(bytes.subarray(start, start + chunkBytes));
  }
  reader.end();
  return said;
}

const TWO = `${header('a')}\n["b",500,1,2,3]\n["x",900,{"code":0}]\n${header('b')}\n["e",1,"hello"]\n["x",2,{"code":1}]\n`;

describe('a reader of traces', () => {
  it('tells one after another, wherever the chunks end', () => {
    const whole = ['begin a', 'block 500', 'exit 900', 'whole', 'begin b', 'line 1', 'exit 2', 'whole'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (chunkBytes) => {
        expect(heard(TWO, chunkBytes)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('says that a recorder was cut off, in the middle and at the end of a file', () => {
    const text = `${header('a')}\n["b",500,1,2,3]\n${header('b')}\n`;
    expect(heard(text)).toEqual(['begin a', 'block 500', 'cut off', 'begin b', 'cut off']);
  });

  it('passes over a damaged trace with its line, and goes on with the next', () => {
    const text = `${header('a')}\n["b",500,1,2\n["b",700,1,2,3]\n${header('b')}\n["x",2,{"code":1}]\n`;
    expect(heard(text)).toEqual([
      'begin a',
      'line 2: not JSON: the line is damaged or was cut off',
      'begin b',
      'exit 2',
      'whole',
    ]);
  });

  it.each([
    ['', /^line 1: the file is empty/],
    ['["b",1,1,1,1]\n', /^line 1: no trace begins here/],
    ['{"v":1}\n', /^line 1: not the header of a trace: stallproof/],
    [
      `${JSON.stringify({ ...HEADER, v: 2 })}\n`,
      /^line 1: a trace of version 2; this program reads version 1/,
    ],
    ['{"stallproof":"trace","v":2}\n', /^line 1: a trace of version 2; this program reads version 1/],
    [`${JSON.stringify({ ...HEADER, command: 'x' })}\n`, /command/],
    [`${header('a')}\n${'x'.repeat(300_000)}\n`, /line 2: longer than/],
  ])('says what is wrong with a file that is none', (text, message) => {
    expect(heard(text).at(-1)).toMatch(message);
  });
});
