import { afterAll, afterEach, beforeAll } from 'vitest';
import type { FakeJob } from '../../src/script/plan.js';
import { bundleFakes, Workbench } from './workbench.js';

/** What every supervisor asks for: nothing on stderr but errors, and progress on stdout. */
export const QUIET = ['-nostdin', '-nostats', '-v', 'error', '-progress', 'pipe:1'];

/** Both fakes, bundled once for the tests of a file, and a workbench for each test that sets one up. */
export class FakeTools {
  #fakes: ReturnType<typeof bundleFakes> | undefined;
  #bench: Workbench | undefined;

  constructor() {
    beforeAll(() => {
      this.#fakes = bundleFakes();
    });
    afterAll(() => this.#fakes?.remove());
    afterEach(() => this.#bench?.remove());
  }

  /** Where the test plays. */
  get bench(): Workbench {
    if (this.#bench === undefined) throw new Error('the test has not set up a job');
    return this.#bench;
  }

  /** @param speed default 100 */
  setUp(job: Partial<FakeJob>, speed?: number): void {
    this.#bench = new Workbench(job, speed);
  }

  start(tool: 'ffmpeg' | 'ffprobe', args: readonly string[]): ReturnType<Workbench['start']> {
    return this.bench.start(this.#fakes?.[tool] ?? '', args);
  }

  /** Copies the video of the job's recording into a temp file beside its output. */
  remux(...more: readonly string[]): ReturnType<Workbench['start']> {
    const input = ['-i', `file:${this.bench.input}`, '-c:v', 'copy', '-c:a', 'aac'];
    return this.start('ffmpeg', ['-y', ...QUIET, ...input, ...more, `${this.bench.output}.tmp-1`]);
  }
}
