import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shuffle } from 'simple-statistics';
import { seededRandom } from '../../base/random.js';
import type { Part, PartContext } from '../part.js';
import { BenchProcess } from '../processes/bench-process.js';
import type { BenchMode, Observation } from '../result.js';
import { CONTESTANTS, type ContestantName, type RemuxCost } from './contestant.js';
import { makeRecording } from './recording.js';
import { DISK_SCENE, MEMORY_SCENE, summariseOverhead } from './summarise-overhead.js';

const PROGRAM = new URL('./program.js', import.meta.url);

/** Those whose wall time is compared run in each repetition, the others in some. */
const OTHERS_EVERY: Readonly<Record<BenchMode, number>> = { quick: 3, full: 9 };
const ALWAYS: readonly ContestantName[] = ['bare', 'stallproof'];

/** So many jobs of the supervisor write to the disk, to see what flushing costs. */
const DISK_RUNS = 3;

const SEED = 5;

export const OVERHEAD: Part = {
  name: 'overhead',
  title: 'What supervision adds to a remux',
  plan: (mode) =>
    ({ quick: { repetitions: 6, repetitionMs: 5_000 }, full: { repetitions: 180, repetitionMs: 6_500 } })[
      mode
    ],
  collect: async (context) => {
    let race: Race | undefined;
    try {
      race = await Race.start(context);
      return await race.run();
    } catch (error) {
      if (context.signal.aborted) return race?.observations ?? [];
      throw error;
    } finally {
      await race?.stop();
    }
  },
  summarise: summariseOverhead,
};

/** One process for each contestant, and the recording that they remux in turn. */
class Race {
  readonly observations: Observation[] = [];
  readonly #context: PartContext;
  readonly #recording: string;
  readonly #bytes: number;
  readonly #programs: ReadonlyMap<ContestantName, BenchProcess>;
  readonly #random = seededRandom(SEED);
  readonly #absent = new Set<ContestantName>();

  static async start(context: PartContext): Promise<Race> {
    const { workspace, tools, signal } = context;
    const recording = await makeRecording(tools.ffmpeg, workspace.memoryFolder, {
      env: workspace.env,
      signal,
    });
    return new Race(context, recording);
  }

  private constructor(context: PartContext, recording: { readonly path: string; readonly bytes: number }) {
    this.#context = context;
    this.#recording = recording.path;
    this.#bytes = recording.bytes;
    const { env } = context.workspace;
    this.#programs = new Map(
      CONTESTANTS.map((name) => [name, new BenchProcess(PROGRAM, { args: [name], env })]),
    );
    context.signal.addEventListener('abort', this.#interrupt, { once: true });
  }

  async run(): Promise<readonly Observation[]> {
    for (const name of CONTESTANTS) await this.#warmUp(name);
    for (
      let repetition = 0;
      repetition < this.#context.repetitions && this.#context.mayGoOn();
      repetition++
    ) {
      for (const name of this.#order(repetition)) {
        this.#observe(
          repetition,
          name,
          MEMORY_SCENE,
          await this.#remux(name, this.#context.workspace.memoryFolder),
        );
      }
      this.#context.repetitionDone();
    }
    const { diskFolder, memoryFolder } = this.#context.workspace;
    for (let run = 0; run < DISK_RUNS && diskFolder !== memoryFolder && this.#context.mayGoOn(); run++) {
      this.#observe(run, 'stallproof', DISK_SCENE, await this.#remux('stallproof', diskFolder));
    }
    return this.observations;
  }

  async stop(): Promise<void> {
    this.#context.signal.removeEventListener('abort', this.#interrupt);
    await Promise.all([...this.#programs.values()].map((program) => program.stop()));
    rmSync(this.#recording, { force: true });
  }

  readonly #interrupt = (): void => {
    for (const program of this.#programs.values()) program.kill();
  };

  /** The first run of each is not counted; who cannot run at all is left out. */
  async #warmUp(name: ContestantName): Promise<void> {
    try {
      await this.#remux(name, this.#context.workspace.memoryFolder);
    } catch (error) {
      if (this.#context.signal.aborted || ALWAYS.includes(name)) throw error;
      this.#absent.add(name);
      this.#context.note(`${name} was left out: ${(error as Error).message.split('\n')[0]}`);
    }
  }

  #order(repetition: number): ContestantName[] {
    const running = CONTESTANTS.filter((name) => !this.#absent.has(name));
    const due = running.filter(
      (name) => repetition % OTHERS_EVERY[this.#context.mode] === 0 || ALWAYS.includes(name),
    );
    return shuffle([...due], this.#random);
  }

  async #remux(name: ContestantName, folder: string): Promise<RemuxCost> {
    const output = join(folder, `${name}.mp4`);
    const { ffmpeg, ffprobe } = this.#context.tools;
    const toolEnv = { ...ffmpeg.env, ...ffprobe.env };
    const task = { ffmpeg: ffmpeg.path, ffprobe: ffprobe.path, toolEnv, input: this.#recording, output };
    const cost = await this.#program(name).ask<RemuxCost>(task);
    if (!existsSync(output)) throw new Error(`${name} left no output`);
    for (const file of [output, `${output}.meta.json`]) rmSync(file, { force: true });
    return cost;
  }

  #program(name: ContestantName): BenchProcess {
    const program = this.#programs.get(name);
    if (program === undefined) throw new Error(`internal error: no contestant is called ${name}`);
    return program;
  }

  #observe(
    repetition: number,
    subject: string,
    scene: string,
    { wallMs, ownCpuMs, phases }: RemuxCost,
  ): void {
    const values = { wallMs, ownCpuMs, recordingBytes: this.#bytes, ...phases };
    this.observations.push({ repetition, subject, scene, values });
  }
}
