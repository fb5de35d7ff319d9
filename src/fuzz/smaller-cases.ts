import type { Surroundings } from '../harness/engines/virtual/surroundings.js';
import type { Scenario, ScenarioJob } from '../scenario/scenario.js';
import { SUPERVISOR_DEFAULTS } from '../supervisor/config.js';
import { type FuzzCase, HEALTHY_RECORDING } from './fuzz-case.js';
import { smallerScripts } from './smaller-scripts.js';

const DEFAULT_WATCH = {
  ...SUPERVISOR_DEFAULTS.watch,
  probeTimeoutMs: SUPERVISOR_DEFAULTS.probeTimeoutMs,
  totalTimeoutMs: undefined,
};

/** Cases that differ from the given one in one thing that was left out or made plainer, the boldest ones first. */
export function* smallerCases(fuzzCase: FuzzCase): Iterable<FuzzCase> {
  const { scenario, surroundings } = fuzzCase;
  for (const smaller of fewerJobs(scenario)) yield { ...fuzzCase, scenario: smaller };
  for (const smaller of plainerSurroundings(surroundings)) yield { ...fuzzCase, surroundings: smaller };
  for (const machine of withoutOne(scenario.machine))
    yield { ...fuzzCase, scenario: { ...scenario, machine } };
  for (const [index, job] of scenario.jobs.entries()) {
    for (const smaller of plainerJobs(job)) {
      const jobs = scenario.jobs.with(index, smaller);
      yield { ...fuzzCase, scenario: { ...scenario, jobs } };
    }
  }
  for (const smaller of plainerScenarios(scenario)) yield { ...fuzzCase, scenario: smaller };
}

/** What is done to a job goes with it. */
function* fewerJobs(scenario: Scenario): Iterable<Scenario> {
  if (scenario.jobs.length < 2) return;
  for (const [index, gone] of scenario.jobs.entries()) {
    const jobs = scenario.jobs.toSpliced(index, 1);
    const machine = scenario.machine.filter((deed) => !('job' in deed && deed.job === gone.id));
    yield { ...scenario, jobs, machine };
  }
}

function* plainerSurroundings(surroundings: Surroundings): Iterable<Surroundings> {
  const { files, stuck, mostPieces, exitOvertakes, calmAtMs } = surroundings;
  for (const fewer of withoutOne(files)) yield { ...surroundings, files: fewer };
  for (const fewer of withoutOne(stuck)) yield { ...surroundings, stuck: fewer };
  if (mostPieces > 1) yield { ...surroundings, mostPieces: 1 };
  if (exitOvertakes) yield { ...surroundings, exitOvertakes: false };
  for (const [index, trouble] of files.entries()) {
    if (trouble.times > 1) yield { ...surroundings, files: files.with(index, { ...trouble, times: 1 }) };
    if (trouble.nth > 1)
      yield { ...surroundings, files: files.with(index, { ...trouble, nth: trouble.nth - 1 }) };
  }
  if (files.length === 0 && stuck.length === 0 && calmAtMs > 0) yield { ...surroundings, calmAtMs: 0 };
}

function* plainerJobs(job: ScenarioJob): Iterable<ScenarioJob> {
  for (const rung of ['transcode', 'fallback', 'default'] as const) {
    const { [rung]: steps, ...others } = job.ffmpeg;
    if (steps === undefined) continue;
    yield { ...job, ffmpeg: others };
    for (const smaller of smallerScripts(steps)) yield { ...job, ffmpeg: { ...others, [rung]: smaller } };
  }
  for (const probe of ['ffprobeOutput', 'ffprobe'] as const) {
    const { [probe]: steps, ...others } = job;
    if (steps === undefined) continue;
    yield others;
    for (const smaller of smallerScripts(steps)) yield { ...job, [probe]: smaller };
  }
  if (JSON.stringify(job.recording) !== JSON.stringify(HEALTHY_RECORDING))
    yield { ...job, recording: HEALTHY_RECORDING };
  if (job.submitAfterMs > 0) yield { ...job, submitAfterMs: 0 };
  if (job.outputName !== job.id) yield { ...job, outputName: job.id };
}

function* plainerScenarios(scenario: Scenario): Iterable<Scenario> {
  const { watch, slots, machine } = scenario;
  if (slots > 1) yield { ...scenario, slots: 1 };
  for (const [key, plain] of Object.entries(DEFAULT_WATCH)) {
    if (watch[key as keyof typeof watch] !== plain) yield { ...scenario, watch: { ...watch, [key]: plain } };
  }
  for (const [index, deed] of machine.entries()) {
    for (const key of ['afterMs', 'forMs'] as const) {
      const rounder = key in deed ? rounded((deed as { [K in typeof key]?: number })[key] ?? 0) : undefined;
      if (rounder !== undefined)
        yield { ...scenario, machine: machine.with(index, { ...deed, [key]: rounder }) };
    }
  }
}

/** The next rounder number: one digit, at least whole seconds; undefined when it is round. */
export function rounded(valueMs: number): number | undefined {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, valueMs))));
  const round = Math.round(valueMs / unit) * unit;
  return round === valueMs ? undefined : round;
}

function* withoutOne<T>(items: readonly T[]): Iterable<readonly T[]> {
  if (items.length > 1) yield [];
  for (const index of items.keys()) yield items.toSpliced(index, 1);
}
