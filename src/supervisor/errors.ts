import type { Failed, Published, RemuxOutcome } from './outcome.js';

/** A failed job as an exception, for callers who prefer `try`. It carries the whole outcome. */
export class RemuxError extends Error {
  readonly outcome: Failed;

  constructor(outcome: Failed) {
    super(outcome.cause.message);
    this.name = 'RemuxError';
    this.outcome = outcome;
  }
}

/** ffmpeg was killed because it made no progress. An availability failure: trying again is not the answer. */
export class FfmpegStalledError extends RemuxError {
  constructor(outcome: Failed) {
    super(outcome);
    this.name = 'FfmpegStalledError';
  }
}

/** @throws RemuxError, or FfmpegStalledError, unless the job was published */
export function publishedOrThrow(outcome: RemuxOutcome): Published {
  if (outcome.kind === 'published') return outcome;
  throw outcome.kind === 'stalled' ? new FfmpegStalledError(outcome) : new RemuxError(outcome);
}
