import { constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { monotonicMs } from '../node/clock.js';
import type { FakeDeed, FakeOrigin } from '../script/fake-event.js';

/**
 * Tells the harness what this process really did. One write to a file in append mode for each event: events
 * of several processes never mix within a line.
 */
export class EventLog {
  readonly #fd: number;
  readonly #origin: Omit<FakeOrigin, 'atMs'>;

  constructor(folder: string, origin: Omit<FakeOrigin, 'atMs' | 'pid'>) {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
    this.#fd = openSync(join(folder, 'events.ndjson'), flags, 0o644);
    this.#origin = { ...origin, pid: process.pid };
  }

  log(deed: FakeDeed): void {
    writeSync(this.#fd, `${JSON.stringify({ atMs: monotonicMs(), ...this.#origin, ...deed })}\n`);
  }
}
