import { describe, expect, it } from 'vitest';
import type { StderrAction } from '../../src/ffmpeg/classify-stderr.js';
import { STRATEGIES } from '../../src/ffmpeg/strategy.js';
import { FAILURE_KINDS, type FailureKind } from '../../src/supervisor/outcome.js';
import { nextRung, shouldRetryWithFallback, shouldRetryWithTranscode } from '../../src/supervisor/retry.js';

const finding = (action: StderrAction) => ({ id: 'x', action, line: 'x' });

describe('the ladder', () => {
  it('climbs default, fallback, transcode and ends', () => {
    const failed = { kind: 'crashed', finding: finding('next-rung') } as const;
    expect(nextRung(STRATEGIES, { strategy: 'default', ...failed })).toBe('fallback');
    expect(nextRung(STRATEGIES, { strategy: 'fallback', ...failed })).toBe('transcode');
    expect(nextRung(STRATEGIES, { strategy: 'transcode', ...failed })).toBeUndefined();
    expect(nextRung(['default', 'transcode'], { strategy: 'default', ...failed })).toBe('transcode');
    expect(nextRung(['transcode'], { strategy: 'transcode', ...failed })).toBeUndefined();
  });

  it('goes on after an unexplained crash and an incomplete output', () => {
    expect(shouldRetryWithFallback({ strategy: 'default', kind: 'crashed', finding: undefined })).toBe(true);
    expect(
      shouldRetryWithTranscode({ strategy: 'fallback', kind: 'incomplete', finding: finding('fail') }),
    ).toBe(true);
  });

  it('stops where the catalogue knows better', () => {
    expect(shouldRetryWithFallback({ strategy: 'default', kind: 'crashed', finding: finding('fail') })).toBe(
      false,
    );
    expect(
      shouldRetryWithTranscode({ strategy: 'fallback', kind: 'crashed', finding: finding('final') }),
    ).toBe(false);
  });

  const final = FAILURE_KINDS.filter((kind: FailureKind) => kind !== 'crashed' && kind !== 'incomplete');

  it.each(final)('never retries %s, whatever stderr says', (kind) => {
    for (const strategy of STRATEGIES) {
      for (const said of [undefined, finding('next-rung'), finding('ignore')]) {
        expect(shouldRetryWithFallback({ strategy, kind, finding: said })).toBe(false);
        expect(shouldRetryWithTranscode({ strategy, kind, finding: said })).toBe(false);
        expect(nextRung(STRATEGIES, { strategy, kind, finding: said })).toBeUndefined();
      }
    }
  });
});
