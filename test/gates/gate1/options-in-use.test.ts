import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { optionsInUse } from '../../../src/gates/gate1/options-in-use.js';

const options = optionsInUse(DEFAULT_POLICY);
const find = (words: string, place = 'output') =>
  options.find((option) => option.place === place && option.args.join(' ') === words);

describe('the options in use', () => {
  it('stand once each, with everyone who uses them', () => {
    expect(find('-movflags +faststart')?.usedBy).toEqual([
      ...['ours/default', 'ours/fallback', 'ours/transcode'],
      ...['origin/default', 'origin/fallback', 'origin/transcode'],
    ]);
    expect(new Set(options.map(({ place, args }) => `${place} ${args.join(' ')}`)).size).toBe(options.length);
  });

  it('are read from whole lines, on either side of the input', () => {
    expect(find('-ss 1', 'input')?.usedBy).toEqual(['origin/default', 'with -ss 1']);
    expect(find('-avoid_negative_ts make_zero', 'input')?.usedBy).toContain('origin/transcode');
    expect(find('-avoid_negative_ts make_zero')?.usedBy).toContain('ours/default');
    expect(find('-vsync cfr')?.usedBy).toEqual(['origin/fallback']);
    expect(find('-copyts', 'input')?.usedBy).toEqual(['with -copyts']);
  });

  it('leave out what no version can differ in', () => {
    for (const words of ['-y', '-nostdin', '-c:v copy', '-i file:IN']) {
      expect(find(words) ?? find(words, 'input')).toBeUndefined();
    }
  });

  it('follow the policy', () => {
    const { strategies } = DEFAULT_POLICY;
    const { flags } = strategies.fallback;
    const output = { ...flags.output, brand: 'mp42' };
    const changed = { ...strategies, fallback: { ...strategies.fallback, flags: { ...flags, output } } };
    const found = optionsInUse({ ...DEFAULT_POLICY, strategies: changed });
    expect(found.find(({ args }) => args[0] === '-brand')?.usedBy).toEqual(['ours/fallback']);
  });
});
