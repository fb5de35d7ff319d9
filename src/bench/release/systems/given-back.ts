import { rm, writeFile } from 'node:fs/promises';
import { monotonicMs } from '../../../node/clock.js';
import { Slots } from '../../../supervisor/slots.js';
import type { StallJob, Tell } from '../job.js';
import { RELEASE } from '../settings.js';
import { tempOf } from './plain-ffmpeg.js';

/** Slot, lock and temp file as simple supervisors have them: taken before, and given back as soon as ffmpeg has gone. */
export class GivenBack {
  readonly #slots = new Slots(RELEASE.batch);

  async around(job: StallJob, tell: Tell, run: () => Promise<unknown>): Promise<void> {
    const lock = `${job.output}.lock`;
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    const lease = await this.#slots.acquire();
    try {
      await run();
    } finally {
      await rm(tempOf(job), { force: true });
      lease?.release();
      tell({ kind: 'slot-free', job: job.id, atMs: monotonicMs() });
      await rm(lock, { force: true });
    }
  }
}
