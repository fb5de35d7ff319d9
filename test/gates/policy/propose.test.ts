import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { decideCodecs } from '../../../src/gates/clients/codec-decisions.js';
import { codecMatrix } from '../../../src/gates/gate2/matrix.js';
import { type Findings, proposePolicy } from '../../../src/gates/policy/propose.js';
import { measured } from '../measured.js';

const NOTHING: Findings = {
  provenance: { ...DEFAULT_POLICY.provenance, generator: 'test' },
  ...{ lines: [], effects: [], flags: [], decisions: decideCodecs(undefined), rules: [] },
  browser: { shown: 4, played: 3, foretold: 4, triedStrictly: 1, savedStrictly: 1 },
  matrix: codecMatrix([measured(), measured({ recording: 'b.ts' })]),
};
const proposed = (findings: Partial<Findings> = {}) =>
  proposePolicy(DEFAULT_POLICY, { ...NOTHING, ...findings });

describe('a proposed policy', () => {
  it('says where it is from', () => {
    expect(proposed().provenance.generator).toBe('test');
  });

  it('rests each codec on the gate and the number', () => {
    const rule = proposed().codecs.find(({ codec, bitDepth }) => codec === 'h264' && bitDepth === 8);
    expect(rule).toMatchObject({ action: 'copy' });
    expect(rule?.evidence).toMatch(
      /^gate 4: .*Chrome.*; gate 2: in 2 of 2 \(100 %, 95 % interval 16 to 100 %\) recordings$/,
    );
  });

  it('weighs the strict check by what a browser plays', () => {
    expect(proposed().outputCheck).toEqual({
      ...DEFAULT_POLICY.outputCheck,
      evidence:
        'gate 3: a browser plays 3 of 4 published files; set strict, it plays 1 of 1 that it had given up',
    });
  });

  it('follows the clients', () => {
    const decisions = decideCodecs(undefined).map((decision) =>
      decision.codec === 'hevc' ? { ...decision, action: 'copy' as const, reason: 'gate 4: all' } : decision,
    );
    expect(proposed({ decisions }).codecs.find(({ codec }) => codec === 'hevc')?.action).toBe('copy');
  });

  it('tells how each strategy did, and what would do better', () => {
    const lines = [{ id: 'ours/default', tools: '5.1', tried: 9, right: 8, exits: {} }];
    const effects = [
      { id: 'without -fflags', tools: '5.1', tried: 9, right: 9, harmed: [], helped: ['a.ts'] },
    ];
    expect(proposed({ lines, effects }).strategies.default.evidence).toBe(
      'gate 1: 5.1: right on 8 of 9; without -fflags alone is right on 1 (5.1)',
    );
  });

  it('tells what a forbidden flag does, and to whom', () => {
    const harmed = [{ recording: 'a.ts', because: 'no video' }];
    const effects = [{ id: 'with discardcorrupt', tools: '5.1', tried: 9, right: 8, harmed, helped: [] }];
    const flags = [
      {
        ...{ flag: '-fflags +genpts+discardcorrupt (input)', tools: '4.1', usedBy: [] },
        verdict: 'rejected' as const,
      },
    ];
    const rule = proposed({ effects, flags }).never.find(({ contains }) => contains === 'discardcorrupt');
    expect(rule?.evidence).toBe('gate 1: 5.1: harms 1 of 9; 4.1: rejected');
  });

  it('takes the measured severity of a message, and keeps what is done about it', () => {
    const rules = [
      {
        ...{
          id: 'bad-input',
          lines: 4,
          runs: 2,
          rightRuns: 1,
          failedRuns: 1,
          levels: { error: 4 },
          visible: true,
        },
        inBinaries: [{ id: 'bad-input', tools: '5.1', found: 1, alternatives: 1 }],
        ...{ severity: 'harmless' as const, objections: [] },
      },
    ];
    expect(proposed({ rules }).stderr.find(({ id }) => id === 'bad-input')).toMatchObject({
      ...{ severity: 'harmless', action: 'fail' },
      evidence: 'gate 3: 4 lines in 2 runs, 1 of them right; 1 of 1 wordings in 5.1',
    });
  });
});
