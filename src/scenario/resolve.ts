import { assert } from '../base/assert.js';
import type { Step } from '../script/fault.js';
import type { Recording } from '../script/plan.js';
import { SUPERVISOR_DEFAULTS } from '../supervisor/config.js';
import { withLiteralStderr } from './literal-stderr.js';
import type { RealPlay } from './real-play.js';
import type { RealForm } from './real-schema.js';
import type { MachineAction, Scenario, ScenarioJob, ScenarioWatch } from './scenario.js';
import type { JobForm, MachineForm, RecordingForm, ScenarioFile } from './schema.js';

const DEFAULT_SPEED = 40;
const DEFAULT_RECORDING = {
  sizeBytes: 500e6,
  durationMs: 40 * 60_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
} as const;

/** What a real recording is that a scenario says nothing else of: made anew for each version of ffmpeg, so it is short. */
const REAL_RECORDING = { sizeBytes: 5e6, durationMs: 20_000 } as const;

const NEEDS_REAL = 'it is made of a real ffmpeg: play it with --engine ffmpeg';

/** Fills in the defaults of a file that its schema has accepted. */
export function resolveScenario(form: ScenarioFile, source: { id: string; file: string }): Scenario {
  const jobs: [string, Partial<JobForm>][] =
    form.jobs === undefined ? [['job', {}]] : Object.entries(form.jobs);
  return {
    id: source.id,
    file: source.file,
    title: form.title,
    why: form.why,
    from: form.from,
    tags: form.tags ?? [],
    catches: form.catches,
    notOn: {
      ...(isReal(form) && { process: NEEDS_REAL, virtual: NEEDS_REAL }),
      ...present(form.notOn ?? {}),
    },
    speed: form.speed ?? DEFAULT_SPEED,
    slots: form.slots ?? 1,
    supervisors: form.supervisors ?? 'one',
    watch: resolveWatch(form.watch ?? {}),
    jobs: jobs.map(([id, job]) => resolveJob(id, job, form)),
    machine: (form.machine ?? []).map(resolveAction),
  };
}

function isReal(form: ScenarioFile): boolean {
  return form.real !== undefined || Object.values(form.jobs ?? {}).some(({ real }) => real !== undefined);
}

/**
 * The production default of 30 s would be less than a second of real time, in which a loaded machine does not
 * even start ffprobe.
 */
const PROBE_TIMEOUT_MS = 120_000;

function resolveWatch(form: NonNullable<ScenarioFile['watch']>): ScenarioWatch {
  const { watch } = SUPERVISOR_DEFAULTS;
  return {
    startupGraceMs: form.startupGrace ?? watch.startupGraceMs,
    stallTimeoutMs: form.stall ?? watch.stallTimeoutMs,
    tickMs: form.tick ?? watch.tickMs,
    finaliseMs: form.finalise ?? watch.finaliseMs,
    probeTimeoutMs: form.probeTimeout ?? PROBE_TIMEOUT_MS,
    totalTimeoutMs: form.timeout,
  };
}

/** What a job does not say for itself holds for all jobs alike. */
function resolveJob(id: string, job: Partial<JobForm>, form: ScenarioFile): ScenarioJob {
  const expect = job.expect ?? form.expect;
  const ffmpeg = job.ffmpeg ?? form.ffmpeg;
  const real = job.real ?? form.real ?? (isReal(form) ? {} : undefined);
  return {
    id,
    recording: resolveRecording({ ...form.recording, ...job.recording }, real !== undefined),
    ffmpeg: present({
      default: literal(ffmpeg?.default),
      fallback: literal(ffmpeg?.fallback),
      transcode: literal(ffmpeg?.transcode),
    }),
    ...present({
      ffprobe: literal(job.ffprobe ?? form.ffprobe),
      ffprobeOutput: literal(job.ffprobeOutput ?? form.ffprobeOutput),
    }),
    ...present({ real: real && resolveReal(real) }),
    ...present({ recordingName: job.recording?.name ?? form.recording?.name }),
    parts: job.recording?.parts ?? form.recording?.parts ?? 1,
    outputName: job.output ?? form.output ?? id,
    submitAfterMs: job.after ?? 0,
    expect: {
      outcome: expect?.outcome ?? ['published'],
      ...present({ attempts: expect?.attempts, errorLog: expect?.errorLog }),
    },
  };
}

function literal(steps: readonly Step[] | undefined): readonly Step[] | undefined {
  return steps === undefined ? undefined : withLiteralStderr(steps);
}

function resolveReal(form: RealForm): RealPlay {
  return {
    through: form.through ?? 'file',
    feed: form.feed ?? [],
    picture: form.picture ?? '320x180',
    damaged: form.damaged ?? 0,
    output: form.output ?? 'file',
    probe: form.probe ?? 'file',
    ...present({ twin: form.twin, storageBytes: form.storage, preset: form.preset }),
  };
}

function resolveRecording(form: RecordingForm, real: boolean): Recording {
  const { sizeBytes, durationMs } = real ? REAL_RECORDING : DEFAULT_RECORDING;
  return {
    sizeBytes: form.size ?? sizeBytes,
    durationMs: form.duration ?? durationMs,
    pixelFormat: form.pixelFormat ?? DEFAULT_RECORDING.pixelFormat,
    ...present({
      video: stream(form.video ?? DEFAULT_RECORDING.video),
      audio: stream(form.audio ?? DEFAULT_RECORDING.audio),
      claimedDurationMs: form.claimedDuration,
    }),
  };
}

function stream(codec: string): string | undefined {
  return codec === 'none' ? undefined : codec;
}

function resolveAction(form: MachineForm): MachineAction {
  const { cancel, lock, plant, 'pause-supervisor': pause, 'kill-supervisor': kill } = form;
  const { 'remove-folder': removeAfterMs, 'fill-disk': fillAfterMs, 'jump-clock': jump } = form;
  if (cancel !== undefined) {
    const { job, since } = cancel;
    return { action: 'cancel', afterMs: cancel.after, ...present({ job, since }) };
  }
  if (removeAfterMs !== undefined) return { action: 'remove-folder', afterMs: removeAfterMs };
  if (fillAfterMs !== undefined) return { action: 'fill-disk', afterMs: fillAfterMs };
  if (jump !== undefined) {
    return { action: 'jump-clock', afterMs: jump.after, byMs: jump.back === true ? -jump.by : jump.by };
  }
  if (plant !== undefined)
    return { action: 'plant', at: plant.at, as: plant.as, ...present({ job: plant.job }) };
  if (pause !== undefined) return { action: 'pause-supervisor', afterMs: pause.after, forMs: pause.for };
  if (kill !== undefined) {
    return { action: 'kill-supervisor', afterMs: kill.after, restart: kill.restart ?? false };
  }
  assert(lock !== undefined, 'the schema lets no machine action through that has no name');
  return { action: 'lock', owner: lock.owner, ...present({ job: lock.job }) };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Drops the keys whose value is undefined: absent and undefined are different things to a strict reader. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
