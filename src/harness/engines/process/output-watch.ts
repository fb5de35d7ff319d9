import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Recorder } from './recorder.js';

/** A subject that makes and removes files without end is told by its first ones. */
const MAX_EVENTS = 2_000;

/** Records when names in the outputs' folder come and go: locks, temp files, the published file. */
export class OutputWatch {
  readonly #watcher: FSWatcher;
  readonly #present = new Set<string>();
  #count = 0;

  constructor(folder: string, recorder: Recorder, beforeRecord: () => void) {
    this.#watcher = watch(folder, (_, name) => {
      if (name === null || this.#count >= MAX_EVENTS) return;
      const here = existsSync(join(folder, name));
      if (here === this.#present.has(name)) return;
      this.#count += 1;
      if (here) this.#present.add(name);
      else this.#present.delete(name);
      beforeRecord();
      recorder.harness({ kind: here ? 'file-appeared' : 'file-vanished', name });
    });
    // The folder itself may be taken away: that is evidence too, not an error of the harness.
    this.#watcher.on('error', () => {});
  }

  stop(): void {
    this.#watcher.close();
  }
}
