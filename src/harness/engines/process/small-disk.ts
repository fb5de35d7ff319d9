import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Scenario } from '../../../scenario/scenario.js';

/** Room for what the fakes really write, and quick to fill. */
const DISK_BYTES = 8 * 2 ** 20;

const CHUNK_BYTES = 64 * 1024;

/** The right to mount, among Linux' capabilities. */
const CAP_SYS_ADMIN = 21n;

export function needsSmallDisk(scenario: Scenario): boolean {
  return scenario.machine.some(({ action }) => action === 'fill-disk');
}

/** Why no disk of its own can be had for a run; undefined when it can. */
export function whyNoSmallDisk(): string | undefined {
  const reason = 'a disk that can be filled up takes Linux and the right to mount one';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return reason;
  try {
    const rights = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
    return (BigInt(`0x${rights}`) >> CAP_SYS_ADMIN) % 2n === 1n ? undefined : reason;
  } catch {
    return reason;
  }
}

/** Puts a small disk, in memory, under a folder. */
export async function mountSmallDisk(folder: string): Promise<void> {
  await execa('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES},mode=700`, 'stallproof', folder]);
}

/** Also while somebody still has files of it open. */
export async function unmountSmallDisk(folder: string): Promise<void> {
  await execa('umount', ['--lazy', folder], { reject: false });
}

/** Takes all the space that is left. */
export async function fillDisk(folder: string): Promise<void> {
  const file = await open(join(folder, 'filler'), 'w');
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let writtenBytes = 0; writtenBytes <= DISK_BYTES; writtenBytes += CHUNK_BYTES)
      await file.write(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
