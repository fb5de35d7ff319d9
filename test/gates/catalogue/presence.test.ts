import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { hasString } from '../../../src/gates/catalogue/binaries.js';
import { presenceOf, visibleAt } from '../../../src/gates/catalogue/presence.js';

const texts = (...strings: string[]) => {
  const content = Buffer.from(`\u0000${strings.join('\u0000')}\u0000`);
  return { tools: '5.1', has: (pieces: readonly string[]) => hasString(content, pieces) };
};

describe('a wording', () => {
  it('is in the binaries, or is named as missing', () => {
    const rule = { id: 'dts', pattern: 'Non-monoton(?:ous|ic) DTS' };
    expect(presenceOf(rule, texts('Non-monotonous DTS in output stream %d:%d'))).toEqual({
      ...{ id: 'dts', tools: '5.1', found: 1, alternatives: 2 },
      missing: 'Non-monotonic DTS',
    });
  });

  it('may be put together from two strings', () => {
    const rule = { id: 'space', pattern: 'write_frame\\(\\): .*No space left' };
    expect(presenceOf(rule, texts('av_interleaved_write_frame(): %s', 'No space left on device')).found).toBe(
      1,
    );
    expect(presenceOf(rule, texts('No space left on device')).found).toBe(0);
  });

  it('that is too short to be told from chance does not count', () => {
    expect(presenceOf({ id: 'x', pattern: 'a\\d+b' }, texts('nothing'))).toMatchObject({
      found: 0,
      alternatives: 0,
    });
  });
});

it('is seen at the level of the log, and above it', () => {
  const at = (level: 'raw' | 'error' | 'warning' | 'info') => visibleAt(DEFAULT_POLICY, { level });
  expect([at('raw'), at('error'), at('warning'), at('info')]).toEqual([true, true, true, false]);
});
