import { describe, expect, it } from 'vitest';
import { fill, unknownWords } from '../../src/harness/template.js';

const values = { text: { input: '/in/{stall}.ts' }, durationsMs: { stall: 2250, probeTimeout: 60_000 } };

describe('fill', () => {
  it('writes durations with a unit, and as bare numbers where asked', () => {
    expect(fill('--stall={stall} {stallMs} {stallSeconds} {probeTimeout}', values)).toBe(
      '--stall=2250ms 2250 2.25 1m',
    );
  });

  it('does not fill in what it has filled in', () => {
    expect(fill('{input}', values)).toBe('/in/{stall}.ts');
  });

  it('leaves other braces alone', () => {
    expect(fill('{nothing} {} {a-b}', values)).toBe('{nothing} {} {a-b}');
  });
});

describe('unknownWords', () => {
  it('finds the words that nothing stands for', () => {
    expect(unknownWords('{ffmpeg} -i {inptu} {stallMinutes} {graceMs}')).toEqual(['inptu', 'stallMinutes']);
  });
});
