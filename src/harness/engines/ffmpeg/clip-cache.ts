import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Clock } from '../../../host/clock.js';
import { type Clip, clipArgs } from './clip.js';
import type { RealTools } from './real-tools.js';

/** A few dozen small clips, and the large ones of both versions. */
const MOST_BYTES = 512 * 2 ** 20;

/** Encoding a minute of small pictures on a busy machine. */
const MAKING_BOUND_MS = 120_000;

/** What an interrupted run left half made is nobody's work any more after this. */
const ABANDONED_MS = 3_600_000;

const UNFINISHED = 'new-';

/** A recording could not be made: an encoder is missing, or the disk is full. */
export class ClipNotMadeError extends Error {
  override readonly name = 'ClipNotMadeError';
}

/** Clips that are being made in this process: runs side by side want the same one. */
const making = new Map<string, Promise<void>>();

/**
 * Recordings that were made before, by what they are made of and with which release of ffmpeg. Several processes may use it
 * at once: a clip appears under its name whole, by a rename. Clips that were not used for the longest time make room.
 */
export class ClipCache {
  readonly #folder: string;
  readonly #clock: Clock;

  constructor(clock: Clock, folder = join(tmpdir(), `stallproof-clips-${process.getuid?.() ?? 0}`)) {
    this.#clock = clock;
    this.#folder = folder;
  }

  /**
   * Puts a copy of the clip there, undamaged.
   * @throws ClipNotMadeError, or the reason of an aborted signal
   */
  async copyTo(target: string, tools: RealTools, clip: Clip, signal?: AbortSignal): Promise<void> {
    const name = nameOf(tools, clip);
    const path = join(this.#folder, name);
    for (let tries = 1; ; tries++) {
      if (!(await exists(path))) await this.#make(name, tools, clip, signal);
      try {
        const now = this.#clock.wallTime();
        await utimes(path, now, now);
        return await copyFile(path, target);
      } catch (error) {
        // Somebody else made room in this very moment.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === 2) throw error;
      }
    }
  }

  async #make(name: string, tools: RealTools, clip: Clip, signal: AbortSignal | undefined): Promise<void> {
    const key = join(this.#folder, name);
    const mine = making.get(key) ?? this.#makeAlone(name, tools, clip, signal);
    making.set(key, mine);
    try {
      await mine;
    } finally {
      making.delete(key);
    }
  }

  async #makeAlone(
    name: string,
    tools: RealTools,
    clip: Clip,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await refuseForeign(this.#folder);
    const fresh = await mkdtemp(join(this.#folder, UNFINISHED));
    try {
      const file = join(fresh, name);
      await encode(tools, clip, file, signal);
      await rename(file, join(this.#folder, name));
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    await this.#makeRoom(name);
  }

  async #makeRoom(newest: string): Promise<void> {
    const nowMs = this.#clock.wallTime().getTime();
    const entries = await Promise.all((await readdir(this.#folder)).map((name) => this.#look(name)));
    const known = entries.flatMap((entry) => entry ?? []).sort((a, b) => a.usedAtMs - b.usedAtMs);
    const clips = known.filter(({ name }) => !name.startsWith(UNFINISHED));
    let heldBytes = clips.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { name, bytes, usedAtMs } of known) {
      const isUnfinished = name.startsWith(UNFINISHED);
      const isOld = isUnfinished
        ? nowMs - usedAtMs > ABANDONED_MS
        : heldBytes > MOST_BYTES && name !== newest;
      if (!isOld) continue;
      await rm(join(this.#folder, name), { recursive: true, force: true });
      if (!isUnfinished) heldBytes -= bytes;
    }
  }

  async #look(name: string) {
    const stats = await stat(join(this.#folder, name)).catch(() => undefined);
    return stats === undefined ? undefined : { name, bytes: stats.size, usedAtMs: stats.mtimeMs };
  }
}

function nameOf({ version }: RealTools, clip: Clip): string {
  const made = JSON.stringify([version, clipArgs(clip, '')]);
  return `${createHash('sha256').update(made).digest('hex').slice(0, 32)}.ts`;
}

async function encode(
  { ffmpeg, version }: RealTools,
  clip: Clip,
  file: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const made = await execa(ffmpeg.path, clipArgs(clip, file), {
    env: ffmpeg.env,
    stdin: 'ignore',
    timeout: MAKING_BOUND_MS,
    reject: false,
    ...(signal !== undefined && { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (!made.failed) return;
  const why = made.timedOut ? 'it took too long' : (made.stderr.trim().split('\n').at(-1) ?? '');
  throw new ClipNotMadeError(`ffmpeg ${version} could not make a recording to play with: ${why}`);
}

/** What lies in a folder that others can write to could be anything. */
async function refuseForeign(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new ClipNotMadeError(`${folder} belongs to others or is open to them: remove it, or set TMPDIR`);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
