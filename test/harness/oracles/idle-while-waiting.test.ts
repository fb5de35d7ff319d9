import { describe, expect, it } from 'vitest';
import { idleWhileWaiting } from '../../../src/harness/oracles/idle-while-waiting.js';
import { EvidenceBuilder } from '../evidence-builder.js';

const using = (idleCpuShare: number | undefined, speed = 1) =>
  new EvidenceBuilder().with({ idleCpuShare, speed });

describe('idle-while-waiting', () => {
  it('holds under 5 % of a core', () => {
    expect(using(0.02).judge(idleWhileWaiting)).toBe('held');
  });

  it('is violated by a spin', () => {
    expect(using(0.98).judge(idleWhileWaiting)).toMatch(/^violated: it used at least 98 % of a core/);
    expect(using(0.98, 40).judge(idleWhileWaiting)).toMatch(/^violated/);
  });

  it('allows for the ticks that a fast run makes more frequent', () => {
    expect(using(0.07).judge(idleWhileWaiting)).toMatch(/^violated/);
    expect(using(0.07, 40).judge(idleWhileWaiting)).toBe('held');
  });

  it('allows for the noise of the machine, but never for a spin', () => {
    expect(using(0.1).judge(idleWhileWaiting)).toMatch(/^violated/);
    expect(using(0.1).with({ canaryLateMs: 60 }).judge(idleWhileWaiting)).toBe('held');
    expect(using(0.5).with({ canaryLateMs: 400 }).judge(idleWhileWaiting)).toMatch(/^violated/);
  });

  it('has nothing to judge where nobody waited long enough', () => {
    expect(using(undefined).judge(idleWhileWaiting)).toBe('not-applicable');
  });
});
