import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const MAX_CLAIMS = 100_000;

/**
 * Takes the next number of a series, from 1. Two processes never get the same: a claim is a file that only
 * one of them can create.
 */
export function claimNumber(folder: string, series: string, content = ''): number {
  for (let number = 1; number <= MAX_CLAIMS; number++) {
    if (create(claimPath(folder, series, number), content)) return number;
  }
  throw new Error(`more than ${MAX_CLAIMS} claims of ${series}`);
}

/** What the holder of a number wrote into its claim; undefined when nobody holds it. */
export function readClaim(folder: string, series: string, number: number): string | undefined {
  try {
    return readFileSync(claimPath(folder, series, number), 'utf8');
  } catch {
    return undefined;
  }
}

/** Says who writes a file; the latest word counts. */
export function claimFile(folder: string, path: string, holder: string): void {
  const claim = claimPath(folder, `file.${basename(path)}`, 1);
  if (!create(claim, holder)) writeFileSync(claim, holder);
}

/** Who said so; undefined when nobody did. */
export function holderOfFile(folder: string, path: string): string | undefined {
  return readClaim(folder, `file.${basename(path)}`, 1);
}

function claimPath(folder: string, series: string, number: number): string {
  return join(folder, 'claims', `${encodeURIComponent(series)}.${number}`);
}

function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'ENOENT') throw error;
    mkdirSync(join(path, '..'), { recursive: true });
    return create(path, content);
  }
}
