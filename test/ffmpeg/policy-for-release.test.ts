import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type RemuxPolicy, type VersionRule } from '../../src/ffmpeg/policy.js';
import { dependsOnRelease, policyForRelease } from '../../src/ffmpeg/policy-for-release.js';

function withRules(...versions: VersionRule[]): RemuxPolicy {
  const { strategies } = DEFAULT_POLICY;
  return { ...DEFAULT_POLICY, strategies: { ...strategies, default: { ...strategies.default, versions } } };
}

const NEW_QUEUE = {
  from: '6.0',
  flags: { output: { max_muxing_queue_size: null, muxing_queue_size: '9' } },
  why: '',
};
const outputOf = (policy: RemuxPolicy, release: string | undefined) =>
  policyForRelease(policy, release).strategies.default.flags.output;

describe('rules for versions', () => {
  it('are laid over the flags from a release on', () => {
    expect(outputOf(withRules(NEW_QUEUE), '6.1')).toMatchObject({ muxing_queue_size: '9' });
    expect(outputOf(withRules(NEW_QUEUE), '6.1')).not.toHaveProperty('max_muxing_queue_size');
    expect(outputOf(withRules(NEW_QUEUE), '5.1.9')).toEqual(DEFAULT_POLICY.strategies.default.flags.output);
  });

  it('end before a release', () => {
    const rule = { before: '5.0', flags: { output: { movflags: 'old' } }, why: '' };
    expect(outputOf(withRules(rule), '4.4')).toMatchObject({ movflags: 'old' });
    expect(outputOf(withRules(rule), '5.0')).toMatchObject({ movflags: '+faststart' });
  });

  it('with a bound do not hold where the release is unknown', () => {
    expect(outputOf(withRules(NEW_QUEUE), undefined)).toHaveProperty('max_muxing_queue_size');
    const always = { flags: { output: { movflags: 'x' } }, why: '' };
    expect(outputOf(withRules(always), undefined)).toMatchObject({ movflags: 'x' });
  });

  it('are gone from what comes out, and the later one wins', () => {
    const [one, two] = ['one', 'two'].map((movflags) => ({ flags: { output: { movflags } }, why: '' }));
    const resolved = policyForRelease(withRules(...[one, two].filter((rule) => rule !== undefined)), '5.1');
    expect(resolved.strategies.default.flags.output.movflags).toBe('two');
    expect(dependsOnRelease(withRules(NEW_QUEUE))).toBe(true);
    expect(dependsOnRelease(resolved)).toBe(false);
  });
});
