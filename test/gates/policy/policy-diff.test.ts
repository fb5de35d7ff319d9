import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type RemuxPolicy } from '../../../src/ffmpeg/policy.js';
import { policyDiff } from '../../../src/gates/policy/policy-diff.js';

function changed(
  change: (policy: { -readonly [K in keyof RemuxPolicy]: RemuxPolicy[K] }) => void,
): RemuxPolicy {
  const policy = { ...DEFAULT_POLICY };
  change(policy);
  return policy;
}

describe('the difference between two policies', () => {
  it('is nothing where they are the same', () => {
    expect(policyDiff(DEFAULT_POLICY, structuredClone(DEFAULT_POLICY))).toEqual([]);
  });

  it('names the place, both values, and what the new one rests on', () => {
    const after = changed((policy) => {
      policy.codecs = policy.codecs.map((rule) =>
        rule.codec === 'hevc' ? { ...rule, action: 'copy', evidence: 'gate 4: 99 of 100' } : rule,
      );
    });
    expect(policyDiff(DEFAULT_POLICY, after)).toEqual([
      {
        ...{ where: 'codecs.hevc video.action', before: '"encode"', after: '"copy"' },
        ...{ evidence: 'gate 4: 99 of 100', decides: true },
      },
      expect.objectContaining({ where: 'codecs.hevc video.evidence', decides: false }),
    ]);
  });

  it('tells what is added and what is taken away', () => {
    const [first, ...others] = DEFAULT_POLICY.stderr;
    const after = changed((policy) => {
      policy.stderr = others;
    });
    const gone = policyDiff(DEFAULT_POLICY, after);
    expect(
      gone.every(({ where, after: now }) => where.startsWith(`stderr.${first?.id}.`) && now === undefined),
    ).toBe(true);
    expect(policyDiff(after, DEFAULT_POLICY).map(({ before }) => before)).toEqual(gone.map(() => undefined));
  });

  it('does not mind the order of entries that have names', () => {
    const after = changed((policy) => {
      policy.never = policy.never.toReversed();
    });
    expect(policyDiff(DEFAULT_POLICY, after)).toEqual([]);
  });

  it('finds the evidence of a flag beside its strategy', () => {
    const { strategies } = DEFAULT_POLICY;
    const flags = { ...strategies.default.flags, input: { fflags: '+igndts' } };
    const after = changed((policy) => {
      policy.strategies = {
        ...strategies,
        default: { ...strategies.default, flags, evidence: 'gate 1: 22 of 22' },
      };
    });
    const deed = policyDiff(DEFAULT_POLICY, after).find(
      ({ where }) => where === 'strategies.default.flags.input.fflags',
    );
    expect(deed).toMatchObject({ after: '"+igndts"', evidence: 'gate 1: 22 of 22', decides: true });
  });
});
