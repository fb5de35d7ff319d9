import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { monotonicMs } from './clock.js';

/** A mount that appears or goes is noticed this late. */
const MAX_AGE_MS = 1_000;

/** Where the mount points of a path are looked up: in the kernel's list, so that no mount is ever touched. */
export class MountTable {
  readonly #source: string;
  #points: readonly string[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;

  /** @param source in the format of `/proc/PID/mountinfo`; where it cannot be read, all paths are of one mount */
  constructor(source = '/proc/self/mountinfo') {
    this.#source = source;
  }

  /** The mount point of a path, by its text alone: a symbolic link counts where it stands, not where it leads. */
  of(path: string): string {
    const nowMs = monotonicMs();
    if (nowMs - this.#readAtMs > MAX_AGE_MS) {
      this.#points = this.#read();
      this.#readAtMs = nowMs;
    }
    return longestAbove(resolve(path), this.#points);
  }

  #read(): readonly string[] {
    try {
      return mountPoints(readFileSync(this.#source, 'utf8'));
    } catch {
      return [];
    }
  }
}

/** The fifth field of each line; blanks, backslashes and line ends in it are written as octal escapes. */
export function mountPoints(mountinfo: string): string[] {
  return mountinfo.split('\n').flatMap((line) => {
    const point = line.split(' ')[4];
    return point === undefined ? [] : [unescapeOctal(point)];
  });
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

function longestAbove(path: string, points: readonly string[]): string {
  let longest = '/';
  for (const point of points) {
    const above = path === point || path.startsWith(`${point}/`);
    if (above && point.length > longest.length) longest = point;
  }
  return longest;
}
