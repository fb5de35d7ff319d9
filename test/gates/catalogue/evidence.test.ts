import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { ruleEvidence, unknownMessages } from '../../../src/gates/catalogue/evidence.js';
import { message, trial, wrong } from '../measured.js';

const evidence = (id: string, trials: ReturnType<typeof trial>[], presences = PRESENT) =>
  ruleEvidence(DEFAULT_POLICY, trials, presences).find((rule) => rule.id === id);
const PRESENT: Parameters<typeof ruleEvidence>[2] = [];

describe('the evidence for a rule', () => {
  const said = message('bad-input', 'error', 2);

  it('counts lines, runs, and how the runs ended', () => {
    const trials = [
      trial('a', { messages: [said] }),
      wrong('b', 'no video'),
      trial('c', { exit: '1', messages: [said, { ...said, level: 'warning', count: 1 }] }),
    ];
    expect(evidence('bad-input', trials)).toMatchObject({
      ...{ lines: 5, runs: 2, rightRuns: 1, failedRuns: 1, levels: { error: 4, warning: 1 }, visible: true },
    });
  });

  it('takes what a good run prints for harmless, and says that the rule did not', () => {
    expect(evidence('bad-input', [trial('a', { messages: [said] })])).toMatchObject({ severity: 'harmless' });
    expect(evidence('bad-input', [trial('a', { exit: '1', messages: [said] })])?.severity).toBe('critical');
    expect(evidence('non-monotonic-dts', [])?.severity).toBe('warning');
  });

  it('objects to what can never be seen, or is not in a binary', () => {
    expect(evidence('second-pass', [])?.objections).toEqual([
      expect.stringContaining("below the supervisor's log level"),
    ]);
    const absent = [{ id: 'no-frame', tools: '4.1', found: 0, alternatives: 1, missing: 'no frame!' }];
    expect(evidence('no-frame', [], absent)?.objections).toEqual([
      expect.stringContaining('cannot match in 4.1'),
    ]);
  });
});

it('lists what no rule knows, most runs first', () => {
  const odd = { template: 'odd N', level: 'warning', count: 3 } as const;
  const rare = { template: 'rare', level: 'error', count: 9 } as const;
  const trials = [
    trial('a', { messages: [odd, rare] }),
    wrong('b', 'x'),
    trial('c', { exit: '1', messages: [odd] }),
  ];
  expect(unknownMessages(DEFAULT_POLICY, trials)).toEqual([
    { template: 'odd N', level: 'warning', lines: 6, runs: 2, rightRuns: 1 },
    { template: 'rare', level: 'error', lines: 9, runs: 1, rightRuns: 1 },
  ]);
});
