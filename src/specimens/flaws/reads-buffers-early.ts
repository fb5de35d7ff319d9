import type { Cancel } from '../../host/clock.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

/** Longer than a failing ffmpeg lives after its last words. */
const COPIED_AFTER_MS = 1_000;

class ReadsBuffersEarly extends BaseAttempt {
  #copied = '';
  #forget: Cancel | undefined;

  /** The buffer is copied from time to time, and whoever asks gets what has been copied by then. */
  protected override onStderr(bytes: Uint8Array): void {
    super.onStderr(bytes);
    this.#forget ??= this.host.clock.schedule(COPIED_AFTER_MS, () => {
      this.#forget = undefined;
      this.#copied = super.stderrText();
    });
  }

  protected override onExit(): void {
    this.#forget?.();
    super.onExit();
  }

  protected override stderrText(): string {
    return this.#copied;
  }

  protected override stderrTail(): string {
    return this.#copied;
  }
}

export const readsBuffersEarly: Specimen = {
  name: 'reads-buffers-early',
  flaw: 'It takes stderr from buffers that are still being filled, so the last line, which says why ffmpeg failed, is missing.',
  from: 'origin flaw 14',
  caughtBy: 'artefacts-tell-the-truth',
  shownBy: 'stderr: moov-not-found, then exit: 1',
  create: (options) => new BaseSupervisor({ ...options, attempt: ReadsBuffersEarly }),
};
