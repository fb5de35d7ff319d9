import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeClock } from '../../node/clock.js';
import type { Feed } from './feed.js';
import type { JobEvent, StallJob, SystemName } from './job.js';
import { JobWatch } from './job-watch.js';
import { type Scene, SOURCES } from './scenes.js';
import { RELEASE } from './settings.js';
import { type Launch, launchText, type Shims } from './shim.js';
import { Source } from './source.js';

const FEED_EVERY_MS = 100;

export interface StageOptions {
  readonly system: SystemName;
  readonly scene: Scene;
  /** The same for all systems that are compared with one another. */
  readonly pair: number;
  /** With the FIFOs that `fifosOf` names in it. */
  readonly folder: string;
  readonly shims: Shims;
  readonly launch: Omit<Launch, 'scene'>;
  readonly feed: Feed;
}

/** The FIFOs that a stage needs in its folder. */
export function fifosOf(folder: string): string[] {
  return ['tether', 'in', 'stderr'].map((name) => join(folder, name));
}

/** One job of one system: what makes it stall, and what is seen of its end. */
export class StallStage {
  readonly job: StallJob;
  readonly system: SystemName;
  readonly scene: Scene;
  readonly pair: number;
  readonly #source: Source;
  readonly #watch: JobWatch;
  readonly #feed: Feed;
  readonly #clock = createNodeClock();
  readonly #stderrFd: number;
  #pid: number | undefined;
  #spawnedMs: number | undefined;
  #advancedMs: number | undefined;
  #advances = 0;
  #killingMs: number | undefined;
  #slotMs: number | undefined;
  #slice = 0;
  #cancelFeed = (): void => {};

  static async prepare(options: StageOptions): Promise<StallStage> {
    const { folder, scene } = options;
    writeFileSync(join(folder, 'launch'), launchText({ ...options.launch, scene }));
    return new StallStage(options, await sourceOf(scene, folder));
  }

  private constructor({ system, scene, pair, folder, shims, feed }: StageOptions, source: Source) {
    const output = join(folder, 'out.mp4');
    this.job = { id: `${system}-${pair}`, input: source.input, output, ...shims };
    this.system = system;
    this.scene = scene;
    this.pair = pair;
    this.#source = source;
    this.#feed = feed;
    this.#watch = new JobWatch(output, join(folder, 'tether'));
    // Held open and never read: that is the stall of its scene.
    this.#stderrFd = openSync(join(folder, 'stderr'), constants.O_RDWR | constants.O_NONBLOCK);
  }

  see(event: JobEvent): void {
    switch (event.kind) {
      case 'spawned':
        this.#spawnedMs = event.atMs;
        this.#pid = event.pid;
        this.#watch.expect(event.temp);
        this.#source.feed(this.#feed.burst);
        this.#keepFeeding();
        return;
      case 'advanced':
        this.#advancedMs = event.atMs;
        this.#advances++;
        if (this.#advances === RELEASE.advances) this.#stall();
        return;
      case 'killing':
        this.#killingMs ??= event.atMs;
        return;
      case 'slot-free':
        this.#slotMs = event.atMs;
        return;
    }
  }

  /** Resolves with the death of the last process of the job. */
  get treeGone(): Promise<void> {
    return this.#watch.treeGone;
  }

  /** What was read off; undefined where something never came about. */
  values(): Readonly<Record<string, number>> | undefined {
    const { treeMs, lockMs, tempMs } = this.#watch.freed();
    if (this.#spawnedMs === undefined || treeMs === undefined) return undefined;
    const lastMs = this.#advancedMs ?? this.#spawnedMs;
    const deadlineMs = Math.max(this.#spawnedMs + RELEASE.graceMs, lastMs + RELEASE.stallMs);
    const endedMs = this.#killingMs ?? treeMs;
    const early = { early: Number(Math.min(endedMs, treeMs) < deadlineMs), advances: this.#advances };
    if (this.system === 'bare') return { killMs: treeMs - endedMs, ...early };
    const slotMs = this.#slotMs;
    if (lockMs === undefined || tempMs === undefined || slotMs === undefined) return undefined;
    return {
      totalMs: Math.max(treeMs, lockMs, tempMs, slotMs) - deadlineMs,
      decisionMs: endedMs - deadlineMs,
      treeMs: treeMs - deadlineMs,
      slotMs: slotMs - deadlineMs,
      tempMs: tempMs - deadlineMs,
      lockMs: lockMs - deadlineMs,
      ...early,
    };
  }

  /** Ends what nobody has ended. */
  giveUp(): void {
    this.#signal('SIGKILL');
  }

  close(): void {
    this.#cancelFeed();
    this.#source.close();
    this.#watch.close();
    closeSync(this.#stderrFd);
  }

  #stall(): void {
    this.#cancelFeed();
    if (this.scene === 'SIGSTOP') this.#signal('SIGSTOP');
  }

  #keepFeeding(): void {
    this.#cancelFeed = this.#clock.schedule(FEED_EVERY_MS, () => {
      const slice = this.#feed.slices[this.#slice++];
      if (slice === undefined) return;
      this.#source.feed(slice);
      this.#keepFeeding();
    });
  }

  #signal(name: 'SIGSTOP' | 'SIGKILL'): void {
    try {
      if (this.#pid !== undefined) process.kill(this.#pid, name);
    } catch {
      // It has ended.
    }
  }
}

function sourceOf(scene: Scene, folder: string): Promise<Source> | Source {
  const kind = SOURCES[scene];
  if (kind === 'fifo') return Source.fifo(join(folder, 'in'));
  if (kind !== 'none') return Source.server(kind);
  const path = join(folder, 'recording.ts');
  writeFileSync(path, "what is in it is the fake's to tell");
  return Source.file(path);
}
