import type { Evidence, JobEvidence } from '../../src/harness/evidence.js';
import type { Scenario, ScenarioJob } from '../../src/scenario/scenario.js';
import type { AttemptReport, Cause, Failed, StallReport } from '../../src/supervisor/outcome.js';

export const SHOWS_ALL: Evidence['shows'] = {
  lock: true,
  errorLog: true,
  meta: true,
  metrics: true,
  events: true,
  slots: true,
  cancelled: true,
};

export const COMPLETE = {
  state: 'complete',
  durationMs: 2_400_000,
  bytes: 5e8,
  streams: ['video', 'audio'],
} as const;

export function scriptedJob(id: string, job: Partial<ScenarioJob> = {}): ScenarioJob {
  return {
    id,
    recording: {
      sizeBytes: 5e8,
      durationMs: 2_400_000,
      video: 'h264',
      audio: 'ac3',
      pixelFormat: 'yuv420p',
    },
    ffmpeg: {},
    parts: 1,
    outputName: id,
    submitAfterMs: 0,
    expect: { outcome: ['published'] },
    ...job,
  };
}

export function stallReport(report: Partial<StallReport> = {}): StallReport {
  return {
    class: 'blocked',
    silentForMs: 90_000,
    ranForMs: 95_000,
    lastProgress: undefined,
    cpuMs: 0,
    ioBytes: 0,
    waits: [],
    ...report,
  };
}

export function failedOutcome(cause: Cause, attempts: readonly AttemptReport[] = []): Failed {
  return {
    kind: cause.kind,
    cause,
    jobId: 'job',
    recordingId: 'recording-job',
    input: '/in/job.ts',
    output: '/out/job.mp4',
    attempts,
    elapsedMs: 1,
    queuedMs: 0,
  };
}

export function jobEvidence(id: string, output: string): JobEvidence {
  return {
    id,
    output,
    files: [],
    published: { state: 'none' },
    lock: false,
    temps: [],
    errorLog: undefined,
    meta: undefined,
  };
}

export const SCENARIO: Scenario = {
  id: 'hand/made',
  file: 'made.yaml',
  title: 'Made by hand',
  why: 'To show that an oracle fires',
  from: ['test'],
  tags: [],
  catches: [],
  notOn: {},
  speed: 1,
  slots: 1,
  supervisors: 'one',
  watch: {
    startupGraceMs: 30_000,
    stallTimeoutMs: 90_000,
    tickMs: 5_000,
    finaliseMs: 120_000,
    probeTimeoutMs: 30_000,
    totalTimeoutMs: undefined,
  },
  jobs: [],
  machine: [],
};
