import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { FakeEvent } from '../../src/script/fake-event.js';
import { type FakeJob, type FakePlan, PLAN_VARIABLE, type Recording } from '../../src/script/plan.js';

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const RECORDING: Recording = {
  sizeBytes: 100_000_000,
  durationMs: 600_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};

/** Bundles both fakes into a folder of their own. */
export function bundleFakes(): { readonly ffmpeg: string; readonly ffprobe: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'stallproof-fakes-'));
  const bundle = (tool: string): string => {
    const outfile = join(folder, `${tool}.cjs`);
    const entryPoints = [`src/fake-ffmpeg/${tool}.ts`];
    buildSync({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
    return outfile;
  };
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { ffmpeg: bundle('ffmpeg'), ffprobe: bundle('ffprobe'), remove };
}

/** One run's folder: plan, recording, tether; and the processes that were started in it. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), 'stallproof-run-'));
  readonly input = join(this.folder, 'in.ts');
  readonly output = join(this.folder, 'out.mp4');
  readonly #plan = join(this.folder, 'plan.json');
  readonly #tether = join(this.folder, 'tether');
  readonly #tetherFd: number;
  readonly #pids: number[] = [];

  constructor(job: Partial<FakeJob>, speed = 100) {
    mkdirSync(join(this.folder, 'claims'));
    writeFileSync(this.input, '');
    truncateSync(this.input, RECORDING.sizeBytes);
    execFileSync('mkfifo', [this.#tether]);
    this.#tetherFd = openSync(this.#tether, constants.O_RDONLY | constants.O_NONBLOCK);
    const { input, output } = this;
    const whole = {
      id: 'job',
      input,
      output,
      tether: this.#tether,
      recording: RECORDING,
      ffmpeg: {},
      ...job,
    };
    const plan: FakePlan = { version: 1, speed, folder: this.folder, jobs: [whole] };
    writeFileSync(this.#plan, JSON.stringify(plan));
  }

  start(
    file: string,
    args: readonly string[],
  ): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, [file, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, [PLAN_VARIABLE]: this.#plan },
    });
    if (child.pid !== undefined) this.#pids.push(child.pid);
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout?.on('data', (bytes: Buffer) => chunks.stdout.push(bytes));
    child.stderr?.on('data', (bytes: Buffer) => chunks.stderr.push(bytes));
    const ended = new Promise<Ended>((resolve) => {
      child.on('exit', (code, signal) => {
        // Pipes can be held by a descendant: what the child itself wrote arrives in a moment.
        setTimeout(() => {
          const [stdout, stderr] = [chunks.stdout, chunks.stderr].map((parts) =>
            Buffer.concat(parts).toString(),
          );
          resolve({ code, signal, stdout: stdout ?? '', stderr: stderr ?? '' });
        }, 50);
      });
    });
    return { child, ended };
  }

  events(): FakeEvent[] {
    const lines = readFileSync(join(this.folder, 'events.ndjson'), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as FakeEvent);
  }

  count(kind: FakeEvent['kind']): number {
    return this.#eventsSoFar().filter((event) => event.kind === kind).length;
  }

  /** Waits for an event of that kind to be logged. */
  async until<K extends FakeEvent['kind']>(kind: K): Promise<FakeEvent & { readonly kind: K }> {
    return poll(() => {
      const found = this.#eventsSoFar().find((event) => event.kind === kind);
      return found as (FakeEvent & { readonly kind: K }) | undefined;
    });
  }

  /** Whether nobody holds the tether any more. */
  get treeIsGone(): boolean {
    try {
      return readSync(this.#tetherFd, Buffer.alloc(1), 0, 1, null) === 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
      throw error;
    }
  }

  remove(): void {
    for (const event of this.#eventsSoFar()) if (event.kind === 'forked') this.#pids.push(event.childPid);
    for (const pid of this.#pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    closeSync(this.#tetherFd);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #eventsSoFar(): FakeEvent[] {
    try {
      return this.events();
    } catch {
      return [];
    }
  }
}

/** Asks again and again; the limit is for tests that fail. */
export async function poll<T>(ask: () => T | undefined): Promise<T> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not happen within 10 s');
}
