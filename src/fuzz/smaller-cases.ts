import type { Surroundings } from '../harness/engines/virtual/surroundings.js';
import type { Scenario, ScenarioJob } from '../scenario/scenario.js';
import type { Step } from '../script/step.js';
import { SUPERVISOR_DEFAULTS } from '../supervisor/config.js';
import { withCalmJobs, withoutCalmJobs } from './calm-jobs.js';
import type { FuzzCase } from './fuzz-case.js';
import { HEALTHY_RECORDING } from './healthy-recording.js';
import { rightOutcomes } from './right-outcomes.js';
import { smallerScripts } from './smaller-scripts.js';

const DEFAULT_WATCH = {
  ...SUPERVISOR_DEFAULTS.watch,
  probeTimeoutMs: SUPERVISOR_DEFAULTS.probeTimeoutMs,
  totalTimeoutMs: undefined,
};

const WHOLE_ANSWER: Step = { fault: 'answer', config: { share: 1 } };

/** Cases that differ from the given one in one thing that was left out or made plainer, the boldest ones first. */
export function* smallerCases(found: FuzzCase): Iterable<FuzzCase> {
  const storm = withoutCalmJobs(found);
  const calmJobs = found.scenario.jobs.length - storm.scenario.jobs.length;
  for (let fewer = 0; fewer < calmJobs; fewer++)
    if (storm.scenario.jobs.length + fewer > 0) yield withCalmJobs(storm, fewer);
  // The calm comes after the storm, however long that then takes.
  for (const smaller of smallerStorms(storm, calmJobs))
    yield withCalmJobs(smaller, Math.min(calmJobs, smaller.scenario.slots));
}

function* smallerStorms(storm: FuzzCase, calmJobs: number): Iterable<FuzzCase> {
  const { scenario, surroundings } = storm;
  if (storm.revisits) yield { ...storm, revisits: false };
  if (scenario.jobs.length + calmJobs > 1)
    for (const smaller of fewerJobs(scenario)) yield { ...storm, scenario: smaller };
  for (const smaller of plainerSurroundings(surroundings)) yield { ...storm, surroundings: smaller };
  yield* stuckInScripts(storm);
  for (const machine of withoutOne(scenario.machine)) yield { ...storm, scenario: { ...scenario, machine } };
  for (const [index, job] of scenario.jobs.entries()) {
    for (const smaller of plainerJobs(job)) {
      const expect = { outcome: rightOutcomes(smaller) };
      const jobs = scenario.jobs.with(index, { ...smaller, expect });
      yield { ...storm, scenario: { ...scenario, jobs } };
    }
  }
  for (const smaller of plainerScenarios(scenario)) yield { ...storm, scenario: smaller };
}

/** Scenario files have a step for a process that cannot be killed, and no words for what befalls it from outside. */
function* stuckInScripts(storm: FuzzCase): Iterable<FuzzCase> {
  const { scenario, surroundings } = storm;
  for (const [index, { job: id, tool, invocation, forMs }] of surroundings.stuck.entries()) {
    const at = scenario.jobs.findIndex((job) => job.id === id);
    const job = scenario.jobs[at];
    if (job === undefined) continue;
    const stuck = { fault: 'stuck', config: { for: forMs } };
    const rung = invocation === 1 ? 'default' : 'fallback';
    const scripted: ScenarioJob =
      tool === 'ffmpeg'
        ? { ...job, ffmpeg: { ...job.ffmpeg, [rung]: [stuck, ...(job.ffmpeg[rung] ?? [])] } }
        : { ...job, ffprobe: [stuck, ...(job.ffprobe ?? [WHOLE_ANSWER])] };
    yield {
      ...storm,
      scenario: { ...scenario, jobs: scenario.jobs.with(at, scripted) },
      surroundings: { ...surroundings, stuck: surroundings.stuck.toSpliced(index, 1) },
    };
  }
}

/** What is done to a job goes with it, and with the last job all that is done: it would befall the calm. */
function* fewerJobs(scenario: Scenario): Iterable<Scenario> {
  for (const [index, gone] of scenario.jobs.entries()) {
    const jobs = scenario.jobs.toSpliced(index, 1);
    const machine = scenario.machine.filter((deed) => !('job' in deed && deed.job === gone.id));
    yield { ...scenario, jobs, machine: jobs.length === 0 ? [] : machine };
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
