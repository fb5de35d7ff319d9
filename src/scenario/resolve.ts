import { assert } from '../base/assert.js';
import type { Step } from '../script/fault.js';
import type { Recording } from '../script/plan.js';
import { SUPERVISOR_DEFAULTS } from '../supervisor/config.js';
import { withLiteralStderr } from './literal-stderr.js';
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
    notOn: present(form.notOn ?? {}),
    speed: form.speed ?? DEFAULT_SPEED,
    slots: form.slots ?? 1,
    supervisors: form.supervisors ?? 'one',
    watch: resolveWatch(form.watch ?? {}),
    jobs: jobs.map(([id, job]) => resolveJob(id, job, form)),
    machine: (form.machine ?? []).map(resolveAction),
  };
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
  return {
    id,
    recording: resolveRecording({ ...form.recording, ...job.recording }),
    ffmpeg: present({
      default: literal(ffmpeg?.default),
      fallback: literal(ffmpeg?.fallback),
      transcode: literal(ffmpeg?.transcode),
    }),
    ...present({
      ffprobe: literal(job.ffprobe ?? form.ffprobe),
      ffprobeOutput: literal(job.ffprobeOutput ?? form.ffprobeOutput),
    }),
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

function resolveRecording(form: RecordingForm): Recording {
  return {
    sizeBytes: form.size ?? DEFAULT_RECORDING.sizeBytes,
    durationMs: form.duration ?? DEFAULT_RECORDING.durationMs,
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
  const { 'remove-folder': removeAfterMs, 'fill-disk': fillAfterMs } = form;
  if (cancel !== undefined) {
    const { job, since } = cancel;
    return { action: 'cancel', afterMs: cancel.after, ...present({ job, since }) };
  }
  if (removeAfterMs !== undefined) return { action: 'remove-folder', afterMs: removeAfterMs };
  if (fillAfterMs !== undefined) return { action: 'fill-disk', afterMs: fillAfterMs };
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
