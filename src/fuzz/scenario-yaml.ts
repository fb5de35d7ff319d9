import { Document } from 'yaml';
import { serializeDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import type { FileTrouble, StuckProcess, Surroundings } from '../harness/engines/virtual/surroundings.js';
import type { OracleName } from '../scenario/oracle-names.js';
import type { EngineName, MachineAction, Scenario, ScenarioJob } from '../scenario/scenario.js';
import type { Recording } from '../script/plan.js';
import type { Step } from '../script/step.js';
import { faultNamed } from '../script/vocabulary.js';
import type { FuzzCase } from './fuzz-case.js';
import { defaultsOf } from './recipes.js';

/** Why a found case cannot be shown with real processes. */
const STUCK = 'a process that not even SIGKILL ends needs a dead mount';

/** A found case, and what it shows. */
export interface FoundCase {
  readonly fuzzCase: FuzzCase;
  readonly oracle: OracleName;
  readonly sentence: string;
  /** The command line that plays it again as it was found. */
  readonly replay: string;
}

/** A found case as a scenario file. What such files have no words for is told in comments. */
export function scenarioYaml({ fuzzCase, oracle, sentence, replay }: FoundCase): string {
  const { scenario, surroundings } = fuzzCase;
  const form = {
    title: scenario.title,
    why: scenario.why,
    from: scenario.from,
    catches: [oracle],
    ...(usesStuck(scenario) && { notOn: { process: STUCK } }),
    slots: scenario.slots,
    ...(scenario.supervisors !== 'one' && { supervisors: scenario.supervisors }),
    watch: watchForm(scenario),
    jobs: Object.fromEntries(scenario.jobs.map((job) => [job.id, jobForm(job)])),
    ...(scenario.machine.length > 0 && { machine: scenario.machine.map(actionForm) }),
  };
  const document = new Document(form, { aliasDuplicateObjects: false });
  document.commentBefore = [
    ` ${escapeControl(sentence)}`,
    ` As it was found: ${replay}`,
    ...troubleLines(surroundings),
  ].join('\n');
  return document.toString({ lineWidth: 110 });
}

/** Whether all of it can be told in a scenario file. */
export function isTellable({ files, stuck, mostPieces, exitOvertakes }: Surroundings): boolean {
  return files.length === 0 && stuck.length === 0 && mostPieces === 1 && !exitOvertakes;
}

/** Where a scenario file of it can be played. */
export function enginesFor({ scenario }: FuzzCase): readonly EngineName[] {
  const jumps = scenario.machine.some(({ action }) => action === 'jump-clock');
  return jumps || usesStuck(scenario) ? ['virtual'] : ['virtual', 'process'];
}

function troubleLines(surroundings: Surroundings): string[] {
  if (isTellable(surroundings)) return [];
  const { calmAtMs, files, stuck, mostPieces, exitOvertakes } = surroundings;
  return [
    ` What no scenario file can say, and this one lacks (until ${serializeDuration(calmAtMs)}):`,
    ...files.map((trouble) => ` - ${fileTroubleLine(trouble)}`),
    ...stuck.map((process) => ` - ${stuckLine(process)}`),
    ...(mostPieces > 1 ? [` - pipes cut each write into up to ${mostPieces} pieces`] : []),
    ...(exitOvertakes ? [' - an exit is known before the last bytes are read'] : []),
  ];
}

function fileTroubleLine({ operation, name, nth, times, befalls }: FileTrouble): string {
  const which = times === 1 ? `number ${nth}` : `numbers ${nth} to ${nth + times - 1}`;
  const of = name === '' ? '' : ` of a name with "${name}"`;
  const { kind } = befalls;
  const how = kind === 'fails' ? befalls.code : kind === 'slow' ? serializeDuration(befalls.takesMs) : '';
  const crash = kind === 'crash' ? befalls.when : how;
  return `${operation} ${which}${of}: ${kind} ${crash}`.trimEnd();
}

function stuckLine({ tool, job, invocation, afterMs, forMs }: StuckProcess): string {
  return `${tool} ${invocation} of job ${job} cannot be killed from ${serializeDuration(afterMs)} on, for ${serializeDuration(forMs)}`;
}

function usesStuck(scenario: Scenario): boolean {
  return scenario.jobs.some(({ ffmpeg, ffprobe = [], ffprobeOutput = [] }) =>
    holdsStuck([...Object.values(ffmpeg).flat(), ...ffprobe, ...ffprobeOutput]),
  );
}

function holdsStuck(steps: readonly Step[]): boolean {
  return steps.some(
    ({ fault, config }) =>
      fault === 'stuck' || (fault === 'fork' && holdsStuck((config.steps ?? []) as readonly Step[])),
  );
}

function watchForm({ watch }: Scenario): object {
  const { startupGraceMs, stallTimeoutMs, tickMs, finaliseMs, probeTimeoutMs, totalTimeoutMs } = watch;
  return {
    startupGrace: serializeDuration(startupGraceMs),
    stall: serializeDuration(stallTimeoutMs),
    tick: serializeDuration(tickMs),
    finalise: serializeDuration(finaliseMs),
    probeTimeout: serializeDuration(probeTimeoutMs),
    ...(totalTimeoutMs !== undefined && { timeout: serializeDuration(totalTimeoutMs) }),
  };
}

function jobForm(job: ScenarioJob): object {
  const { recording, ffmpeg, ffprobe, ffprobeOutput, outputName, id, submitAfterMs, expect } = job;
  const rungs = Object.entries(ffmpeg).map(([rung, steps]) => [rung, steps.map(stepForm)]);
  return {
    recording: recordingForm(recording),
    ...(rungs.length > 0 && { ffmpeg: Object.fromEntries(rungs) }),
    ...(ffprobe !== undefined && { ffprobe: ffprobe.map(stepForm) }),
    ...(ffprobeOutput !== undefined && { ffprobeOutput: ffprobeOutput.map(stepForm) }),
    ...(outputName !== id && { output: outputName }),
    ...(submitAfterMs > 0 && { after: serializeDuration(submitAfterMs) }),
    expect: {
      outcome: expect.outcome.length === 1 ? expect.outcome[0] : expect.outcome,
      ...(expect.attempts !== undefined && { attempts: expect.attempts }),
      ...(expect.errorLog !== undefined && { errorLog: expect.errorLog }),
    },
  };
}

function recordingForm({
  sizeBytes,
  durationMs,
  video,
  audio,
  pixelFormat,
  claimedDurationMs,
}: Recording): object {
  const claimed = claimedDurationMs === null ? 'none' : serializeDuration(claimedDurationMs ?? 0);
  return {
    size: `${sizeBytes}B`,
    duration: serializeDuration(durationMs),
    video: video ?? 'none',
    audio: audio ?? 'none',
    pixelFormat,
    ...(claimedDurationMs !== undefined && { claimedDuration: claimed }),
  };
}

/** Only what differs from the fault's defaults. */
function stepForm({ fault, config }: Step): unknown {
  const { fields } = faultNamed(fault);
  const defaults = defaultsOf(fault);
  const settings = Object.entries(fields).flatMap(([name, field]) => {
    const value = config[name];
    if (value === undefined || (value === defaults[name] && field.type !== 'steps')) return [];
    return [[name, valueForm(field.type, value)]];
  });
  const form: unknown = Object.fromEntries(settings);
  return settings.length === 0 && !needsValue(fault) ? fault : { [fault]: form };
}

function needsValue(fault: string): boolean {
  const { shorthand, fields } = faultNamed(fault);
  const field = shorthand === undefined ? undefined : fields[shorthand];
  return field !== undefined && !('default' in field);
}

function valueForm(type: string, value: unknown): unknown {
  if (type === 'duration') return serializeDuration(Number(value));
  if (type === 'size') return `${Number(value)}B`;
  if (type === 'factor') return `${Number(value)}x`;
  return type === 'steps' ? (value as readonly Step[]).map(stepForm) : value;
}

function actionForm(deed: MachineAction): object {
  const { action, ...rest } = deed;
  if (deed.action === 'jump-clock') {
    const { afterMs, byMs } = deed;
    const by = serializeDuration(Math.abs(byMs));
    return { [action]: { after: serializeDuration(afterMs), by, ...(byMs < 0 && { back: true }) } };
  }
  const settings = Object.entries(rest).map(([name, value]) => {
    if (name === 'afterMs') return ['after', serializeDuration(Number(value))];
    return name === 'forMs' ? ['for', serializeDuration(Number(value))] : [name, value];
  });
  return { [action]: Object.fromEntries(settings) };
}
