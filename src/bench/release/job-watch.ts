import { constants, existsSync, type FSWatcher, openSync, watch } from 'node:fs';
import { Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import { monotonicMs } from '../../node/clock.js';

/** When everything that a job had taken was free again; undefined where it is not. */
export interface Freed {
  readonly treeMs: number | undefined;
  readonly lockMs: number | undefined;
  readonly tempMs: number | undefined;
}

/** Watches one job from outside, told by the kernel of each change: nothing is polled. */
export class JobWatch {
  readonly #lock: string;
  readonly #tether: Socket;
  readonly #watcher: FSWatcher;
  readonly treeGone: Promise<void>;
  #temp: string | undefined;
  #lockSeen = false;
  #tempSeen = false;
  #treeMs: number | undefined;
  #lockMs: number | undefined;
  #tempMs: number | undefined;

  constructor(output: string, tether: string) {
    this.#lock = `${output}.lock`;
    // Without O_NONBLOCK, opening would wait for the first writer.
    const fd = openSync(tether, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#tether = new Socket({ fd, readable: true, writable: false });
    this.#tether.on('error', () => {});
    this.#tether.resume();
    this.treeGone = new Promise((resolve) => {
      this.#tether.once('end', () => {
        this.#treeMs = monotonicMs();
        resolve();
      });
    });
    this.#watcher = watch(dirname(output), (_change, name) => {
      if (this.#concerns(name)) this.look();
    });
  }

  /** From now on that file is the job's unfinished output. */
  expect(temp: string): void {
    this.#temp = temp;
    this.look();
  }

  look(): void {
    const lockThere = existsSync(this.#lock);
    if (this.#lockSeen && !lockThere) this.#lockMs ??= monotonicMs();
    this.#lockSeen ||= lockThere;
    const tempThere = this.#temp !== undefined && existsSync(this.#temp);
    if (this.#tempSeen && !tempThere) this.#tempMs ??= monotonicMs();
    this.#tempSeen ||= tempThere;
  }

  /** Without a name it may be anything. */
  #concerns(name: string | null): boolean {
    return name === null || name === basename(this.#lock) || name === basename(this.#temp ?? this.#lock);
  }

  /** A temp file that was never there was free when the tree was gone. */
  freed(): Freed {
    this.look();
    const tempMs = this.#tempSeen ? this.#tempMs : this.#treeMs;
    return { treeMs: this.#treeMs, lockMs: this.#lockMs, tempMs };
  }

  close(): void {
    this.#watcher.close();
    this.#tether.destroy();
  }
}
