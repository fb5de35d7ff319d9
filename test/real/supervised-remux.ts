import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findTools, type Tools } from '../../src/node/find-tools.js';
import { createNodeHost } from '../../src/node/host.js';
import { WATCH_DEFAULTS } from '../../src/supervisor/config.js';
import type { RemuxJob } from '../../src/supervisor/job.js';
import type { RemuxOutcome } from '../../src/supervisor/outcome.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';

export const CORPUS = process.env.STALLPROOF_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus');

/** Whether real recordings are at hand. */
export const HAS_CORPUS = existsSync(CORPUS);

const PACKET_BYTES = 188;

/** A folder for one test, and the production supervisor on the real host with real binaries. */
export class RealRemux {
  readonly folder = mkdtempSync(join(tmpdir(), 'stallproof-real-'));
  readonly tools: Tools;

  private constructor(tools: Tools) {
    this.tools = tools;
  }

  /** @returns undefined where those binaries are not on this machine */
  static async withTools(which: 'on PATH' | 'packaged'): Promise<RealRemux | undefined> {
    const env = which === 'packaged' ? { ...process.env, PATH: '' } : process.env;
    const tools = await findTools({ env }).catch(() => undefined);
    const origin = which === 'packaged' ? 'package' : 'path';
    return tools?.ffmpeg.origin === origin && tools.ffprobe.origin === origin
      ? new RealRemux(tools)
      : undefined;
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  /** Names beside the recordings' own, sorted. */
  names(): string[] {
    return readdirSync(this.folder).sort();
  }

  remux(job: RemuxJob): Promise<RemuxOutcome> {
    const { ffmpeg, ffprobe } = this.tools;
    const supervisor = createSupervisor({
      host: createNodeHost(),
      config: {
        ffmpeg: ffmpeg.path,
        ffprobe: ffprobe.path,
        slots: 1,
        watch: WATCH_DEFAULTS,
        probeTimeoutMs: 30_000,
        toolEnv: { ...ffmpeg.env, ...ffprobe.env },
      },
    });
    return supervisor.remux(job);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Cuts a transport stream between two of its packets, as a receiver does that turns to the next file. */
export function cutStream(bytes: Uint8Array, paths: readonly string[]): void {
  const packets = Math.floor(bytes.length / PACKET_BYTES);
  paths.forEach((path, index) => {
    const [from, to] = [index, index + 1].map((part) => Math.floor((packets * part) / paths.length));
    writeFileSync(path, bytes.subarray((from ?? 0) * PACKET_BYTES, (to ?? 0) * PACKET_BYTES));
  });
}
