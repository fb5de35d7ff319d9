import { describe, expect, it } from 'vitest';
import { whyNotWithFfmpeg } from '../../../../src/harness/engines/ffmpeg/why-not.js';
import { hasProc } from '../../../../src/node/proc-stat.js';
import { selectScenarios } from '../../../../src/scenario/catalogue.js';

describe('whyNotWithFfmpeg', () => {
  it('tells what is made for fakes from what is made for a real ffmpeg', () => {
    const [real] = selectScenarios({ names: ['real/whole-file'] });
    const [fake] = selectScenarios({ names: ['exit/success'] });
    if (real === undefined || fake === undefined) throw new Error('no such scenarios');
    expect(whyNotWithFfmpeg(fake)).toMatch(/scripts a fake/);
    expect(whyNotWithFfmpeg(real)).toBe(hasProc ? undefined : expect.stringMatching(/proc/));
  });
});
