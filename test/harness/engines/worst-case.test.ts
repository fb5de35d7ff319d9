import { describe, expect, it } from 'vitest';
import { STRATEGIES, type Strategy } from '../../../src/ffmpeg/strategy.js';
import { worstCaseMs } from '../../../src/harness/engines/worst-case.js';
import type { Scenario } from '../../../src/scenario/scenario.js';
import type { Step } from '../../../src/script/step.js';
import { step } from '../../../src/script/vocabulary.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { scriptedJob } from '../made-by-hand.js';

function scenarioOf(steps: readonly Step[], rest: Partial<Scenario> = {}): Scenario {
  return new EvidenceBuilder({ jobs: [scriptedJob('job', { ffmpeg: { default: steps } })], ...rest }).build()
    .scenario;
}

/** Without the margin for starting processes, in nominal seconds. */
function nominalSeconds(scenario: Scenario): number {
  const [slow, fast] = [worstCaseMs(scenario, 1), worstCaseMs(scenario, 2)];
  return (2 * (slow - fast)) / 1000;
}

describe('worstCaseMs', () => {
  it('waits for a hang as long as the stall time, with some ticks', () => {
    const hang = scenarioOf([step('progress', { blocks: 10, every: 500 }), step('hang')]);
    expect(nominalSeconds(hang)).toBeCloseTo(105);
  });

  it('waits no longer for blocks without advance that never end', () => {
    const heartbeat = scenarioOf([step('progress', { blocks: 10, every: 500 }), step('heartbeat')]);
    expect(nominalSeconds(heartbeat)).toBeCloseTo(105);
  });

  it('waits for a script that ends', () => {
    expect(
      nominalSeconds(scenarioOf([step('wait', { for: 40_000 }), step('exit', { code: 1 })])),
    ).toBeCloseTo(40);
  });

  it('grants the finalise bound where data moves in silence', () => {
    const finalising = scenarioOf([step('finalise', { for: 1_000_000 })]);
    expect(nominalSeconds(finalising)).toBeCloseTo(280);
  });

  it('never waits longer than the total timeout', () => {
    const { watch } = new EvidenceBuilder().build().scenario;
    const steps = [step('progress', { for: 1_800_000, every: 1000 })];
    expect(nominalSeconds(scenarioOf(steps, { watch: { ...watch, totalTimeoutMs: 60_000 } }))).toBeCloseTo(
      60,
    );
  });

  it('grants each rung the probes of its output', () => {
    const seconds = (attempts: readonly Strategy[]) => {
      const expected = { outcome: ['incomplete'], attempts } as const;
      const job = scriptedJob('job', { ffprobeOutput: [step('hang')], expect: expected });
      return nominalSeconds(new EvidenceBuilder({ jobs: [job] }).build().scenario);
    };
    expect(seconds(['default'])).toBeCloseTo(60);
    expect(seconds(STRATEGIES)).toBeCloseTo(180);
  });

  it('adds up the jobs, which may have to wait for one another', () => {
    const jobs = ['a', 'b'].map((id) => scriptedJob(id, { ffmpeg: { default: [step('hang')] } }));
    const scenario = new EvidenceBuilder({ jobs }).build().scenario;
    expect(nominalSeconds(scenario)).toBeCloseTo(200);
  });
});
