import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Recorder } from '../recorder.js';

/** A subject that makes and removes files without end is told by its first ones. */
const MAX_EVENTS = 2_000;

/** Records when names in the outputs' folder come and go: locks, temp files, the published file. */
export class OutputWatch {
  readonly #watcher: FSWatcher | undefined;
  readonly #present = new Set<string>();
  #count = 0;

  constructor(folder: string, recorder: Recorder, beforeRecord: () => void) {
    this.#watcher = watchNames(folder, (name) => {
      if (this.#count >= MAX_EVENTS) return;
      const here = existsSync(join(folder, name));
      if (here === this.#present.has(name)) return;
      this.#count += 1;
      if (here) this.#present.add(name);
      else this.#present.delete(name);
      beforeRecord();
      recorder.harness({ kind: here ? 'file-appeared' : 'file-vanished', name });
    });
  }

  stop(): void {
    this.#watcher?.close();
  }
}

/** Undefined where the machine has no watches left: what these events would show is then not accused. */
function watchNames(folder: string, onName: (name: string) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_, name) => {
      if (name !== null) onName(name);
    });
    // The folder itself may be taken away: that is evidence too, not an error of the harness.
    watcher.on('error', () => {});
    return watcher;
  } catch {
    return undefined;
  }
}
