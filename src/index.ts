/** What a media server embeds: the supervisor, and the host that runs it on this machine. No harness code. */
export { DEFAULT_POLICY, type RemuxPolicy } from './ffmpeg/policy.js';
export { policyForRelease } from './ffmpeg/policy-for-release.js';
export type { ProgressSnapshot } from './ffmpeg/progress-parser.js';
export { STRATEGIES, type Strategy } from './ffmpeg/strategy.js';
export type { Host } from './host/host.js';
export {
  type FindToolsOptions,
  findTools,
  type Tool,
  ToolNotFoundError,
  type Tools,
} from './node/find-tools.js';
export { createNodeHost } from './node/host.js';
export { TraceFile, type TraceTrouble } from './node/trace-file.js';
export {
  type JobsRecorder,
  type JobsRecording,
  type RecordedJob,
  recordJobs,
} from './record/record-jobs.js';
export {
  dynamicTimeoutMs,
  type ProgressWatchConfig,
  SUPERVISOR_DEFAULTS,
  type SupervisorConfig,
  WATCH_DEFAULTS,
} from './supervisor/config.js';
export { FfmpegStalledError, publishedOrThrow, RemuxError } from './supervisor/errors.js';
export { EVENT_SCHEMA_VERSION, type JobEvent } from './supervisor/events.js';
export type { RemuxJob } from './supervisor/job.js';
export {
  type AttemptReport,
  type Cause,
  FAILURE_KINDS,
  type Failed,
  type FailureKind,
  type OutcomeKind,
  type Published,
  type RemuxOutcome,
  type StallClass,
  type StallReport,
} from './supervisor/outcome.js';
export { artefactPaths } from './supervisor/publish.js';
export { type RecoveredOutput, recoverFolder } from './supervisor/recover-folder.js';
export { shouldRetryWithFallback, shouldRetryWithTranscode } from './supervisor/retry.js';
export {
  type FfmpegResult,
  type FfmpegRun,
  runFfmpegWithProgress,
} from './supervisor/run-ffmpeg-with-progress.js';
export { createSupervisor, type Supervisor, type SupervisorOptions } from './supervisor/supervisor.js';
export { type ProgressWatch, watchFfmpegProgress } from './supervisor/watch-ffmpeg-progress.js';
export type { TraceHeader, TraceMachine, TraceRecord } from './trace/trace.js';
