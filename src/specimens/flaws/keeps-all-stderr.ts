import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

const SHOWN_BYTES = 64 * 1024;

class KeepsAllStderr extends BaseAttempt {
  readonly #chunks: Uint8Array[] = [];

  protected override onStderr(bytes: Uint8Array): void {
    super.onStderr(bytes);
    this.#chunks.push(bytes.slice());
  }

  protected override stderrText(): string {
    return this.stderrTail().slice(0, SHOWN_BYTES);
  }

  protected override stderrTail(): string {
    const decoder = new TextDecoder();
    return this.#chunks.map((bytes) => decoder.decode(bytes, { stream: true })).join('');
  }
}

export const keepsAllStderr: Specimen = {
  name: 'keeps-all-stderr',
  flaw: 'It keeps all of stderr, searches all of it, and shows its beginning: memory grows with the flood, and the fatal line is missing.',
  from: 'origin flaw 9',
  caughtBy: 'bounded-memory',
  shownBy: 'flood: 100MB on stderr',
  create: (options) => new BaseSupervisor({ ...options, attempt: KeepsAllStderr }),
};
