import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type FakeJob, type FakePlan, PLAN_VARIABLE } from '../../src/script/plan.js';
import type { RemuxOutcome } from '../../src/supervisor/outcome.js';
import { until } from './prometheus-server.js';

const DIST = resolve(import.meta.dirname, '../../dist');
const CLI = join(DIST, 'cli/main.js');
const FAKES = join(DIST, 'fake-ffmpeg/bin');

/** Silence is judged in seconds instead of minutes. */
const TUNING = ['--slots', '2', '--grace', '500ms', '--stall', '4s', '--tick', '250ms'];

const RECORDING = {
  sizeBytes: 50_000_000,
  durationMs: 60_000,
  video: 'h264',
  audio: 'aac',
  pixelFormat: 'yuv420p',
};

/** A real worker that serves its metrics, and fakes that do as they are told. */
export class WatchedWorker {
  readonly folder = mkdtempSync(join(tmpdir(), 'stallproof-watched-'));
  readonly outcomes = new Map<string, RemuxOutcome>();
  readonly #process: ChildProcess;
  readonly #log: string[] = [];

  /** @param scripts what ffmpeg does for each job, on the first rung */
  constructor(scripts: Readonly<Record<string, NonNullable<FakeJob['ffmpeg']['default']>>>) {
    const jobs = Object.entries(scripts).map(([id, steps]): FakeJob => {
      writeFileSync(this.#input(id), '');
      truncateSync(this.#input(id), RECORDING.sizeBytes);
      const [input, output] = [this.#input(id), this.output(id)];
      const tether = join(this.folder, 'nobody-listens');
      return { id, input, output, tether, recording: RECORDING, ffmpeg: { default: steps } };
    });
    const plan: FakePlan = { version: 1, speed: 1, folder: this.folder, jobs };
    const planFile = join(this.folder, 'plan.json');
    mkdirSync(join(this.folder, 'claims'));
    writeFileSync(planFile, JSON.stringify(plan));
    const tools = ['--ffmpeg', join(FAKES, 'ffmpeg'), '--ffprobe', join(FAKES, 'ffprobe')];
    this.#process = spawn(process.execPath, [CLI, 'worker', ...tools, ...TUNING, '--metrics-port', '0'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, [PLAN_VARIABLE]: planFile },
    });
    const { stdout, stderr } = this.#process;
    if (stdout !== null) createInterface({ input: stdout }).on('line', (line) => this.#hear(line));
    if (stderr !== null) createInterface({ input: stderr }).on('line', (line) => this.#log.push(line));
  }

  /** Host and port of its metrics, as the log names them. */
  async address(): Promise<string> {
    let address: string | undefined;
    await until(async () => {
      address = /"url":"http:\/\/([^/"]+)\/metrics"/.exec(this.#log.join('\n'))?.[1];
      return address !== undefined;
    });
    return address ?? '';
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  output(id: string): string {
    return join(this.folder, `${id}.mp4`);
  }

  submit(id: string): void {
    this.#tell({ id, input: this.#input(id), output: this.output(id) });
  }

  cancel(id: string): void {
    this.#tell({ cancel: id });
  }

  /** Whether ffmpeg runs for that job. */
  isRunning(id: string): boolean {
    return this.#log.some((line) => line.includes(`"jobId":"${id}"`) && line.includes('"ffmpeg started"'));
  }

  /** Ends its input. @returns its exit code */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    this.#process.stdin?.end();
    return ended;
  }

  remove(): void {
    this.#process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #input(id: string): string {
    return join(this.folder, `${id}.ts`);
  }

  #tell(request: object): void {
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  #hear(line: string): void {
    const answer = JSON.parse(line) as RemuxOutcome & { readonly id: string };
    this.outcomes.set(answer.id, answer);
  }
}
