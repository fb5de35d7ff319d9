import type { Scenario, ScenarioJob } from '../scenario/scenario.js';
import type { FuzzCase } from './fuzz-case.js';
import { HEALTHY_RECORDING } from './healthy-recording.js';
import { defaultsOf } from './recipes.js';
import { settledByMs } from './settled-by.js';

/** Jobs whose names begin so are the test of what is left after the storm: nothing befalls them. */
const CALM_PREFIX = 'calm-';

export function isCalm({ id }: { readonly id: string }): boolean {
  return id.startsWith(CALM_PREFIX);
}

/** The same storm, with so many jobs after it, all at once, when every job of the storm has settled. */
export function withCalmJobs(found: FuzzCase, count: number): FuzzCase {
  const storm = withoutCalmJobs(found);
  const { scenario, surroundings } = storm;
  const fromMs = settledByMs(scenario, surroundings.calmAtMs);
  const calm = Array.from({ length: count }, (_, index) => {
    const revisited = index === 0 && storm.revisits ? revisitedOutput(scenario) : undefined;
    return calmJob(index, fromMs, revisited);
  });
  return { ...storm, scenario: { ...scenario, jobs: [...scenario.jobs, ...calm] } };
}

export function withoutCalmJobs(found: FuzzCase): FuzzCase {
  const { scenario } = found;
  return { ...found, scenario: { ...scenario, jobs: scenario.jobs.filter((job) => !isCalm(job)) } };
}

/** Undefined where somebody has a lock on it that is none of the supervisor's business. */
function revisitedOutput({ jobs, machine }: Scenario): string | undefined {
  const [first] = jobs;
  const locked = machine.some(({ action }) => action === 'lock');
  return locked ? undefined : first?.outputName;
}

function calmJob(index: number, submitAfterMs: number, outputName: string | undefined): ScenarioJob {
  const id = `${CALM_PREFIX}${index + 1}`;
  const complete = { fault: 'complete', config: { ...defaultsOf('complete'), blocks: 1, every: 10 } };
  return {
    id,
    recording: HEALTHY_RECORDING,
    ffmpeg: { default: [complete] },
    parts: 1,
    outputName: outputName ?? id,
    submitAfterMs,
    expect: { outcome: ['published'], attempts: ['default'] },
  };
}
