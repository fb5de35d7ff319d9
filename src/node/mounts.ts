import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { monotonicMs } from './clock.js';

/** A mount or a link that appears or goes is noticed this late. */
const MAX_AGE_MS = 1_000;

/** As many links as Linux follows in one path. */
const MAX_LINKS = 40;

/**
 * Where the mount point of a path is looked up: in the kernel's list. Links are followed where they stand on the root
 * file system, such as `/hdd` to `/media/hdd`: this process could not live without that one. No other mount is ever
 * touched, so that a link on another mount counts where it stands, not where it leads.
 */
export class MountTable {
  readonly #source: string;
  readonly #found = new Map<string, string>();
  /** Where folders lead: most paths that are asked for one after the other stand in one. */
  readonly #folders = new Map<string, string>();
  #points: readonly string[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;

  /** @param source in the format of `/proc/PID/mountinfo`; where it cannot be read, all paths are of one mount */
  constructor(source = '/proc/self/mountinfo') {
    this.#source = source;
  }

  of(path: string): string {
    const nowMs = monotonicMs();
    if (nowMs - this.#readAtMs > MAX_AGE_MS) {
      this.#points = this.#read();
      this.#found.clear();
      this.#folders.clear();
      this.#readAtMs = nowMs;
    }
    const mount = this.#found.get(path) ?? longestAbove(this.#placeOf(path), this.#points);
    this.#found.set(path, mount);
    return mount;
  }

  #placeOf(path: string): string {
    if (this.#points.length === 0) return '/';
    const whole = absolute(path);
    const folder = dirname(whole);
    const place = this.#folders.get(folder) ?? placeOf(folder, '/', this.#points);
    this.#folders.set(folder, place);
    return placeOf(basename(whole), place, this.#points);
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

/** Where a path leads, seen from a folder. Behind the root file system only its names tell. */
function placeOf(path: string, from: string, points: readonly string[]): string {
  const ahead = namesOf(path);
  let here = from;
  let links = 0;
  for (let name = ahead.shift(); name !== undefined; name = ahead.shift()) {
    const next = name === '..' ? dirname(here) : join(here, name);
    if (longestAbove(next, points) !== '/') return resolve(next, ...ahead);
    const target = targetOf(next);
    if (target === undefined) here = next;
    else if (++links > MAX_LINKS) return '/';
    else {
      ahead.unshift(...namesOf(target));
      if (isAbsolute(target)) here = '/';
    }
  }
  return here;
}

/** From our working folder. Nothing is normalised: `..` behind a link has its own meaning. */
export function absolute(path: string): string {
  return isAbsolute(path) ? path : `${process.cwd()}/${path}`;
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** Where a link leads; undefined for anything else. */
function targetOf(path: string): string | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function longestAbove(path: string, points: readonly string[]): string {
  let longest = '/';
  for (const point of points) {
    const above = path === point || path.startsWith(`${point}/`);
    if (above && point.length > longest.length) longest = point;
  }
  return longest;
}
