import { readFileSync } from 'node:fs';
import type { Host } from '../../host/host.js';
import type { GateTools } from '../measure/bench.js';
import { runTool } from '../measure/run-tool.js';

/** Libraries whose messages ffmpeg prints; the C library has the words for error numbers. */
const LIBRARY = /\/(?:libav\w+|libsw\w+|libpostproc|libx264|libc)\.so[.\d]* /;
const LDD = '/usr/bin/ldd';
const LDD_TIMEOUT_MS = 20_000;

/** Every text that a binary can print, in its own file and in its libraries. */
export interface BinaryTexts {
  readonly tools: string;
  /** Whether these pieces stand in one string of the binaries, in this order. */
  has(pieces: readonly string[]): boolean;
}

/** Loads what a build of ffmpeg consists of. A static build is one file. */
export async function binaryTexts(host: Host, tools: GateTools): Promise<BinaryTexts> {
  const { stdout } = await runTool(host, { file: LDD, args: [tools.ffmpeg], timeoutMs: LDD_TIMEOUT_MS });
  const libraries = stdout
    .split('\n')
    .filter((line) => LIBRARY.test(line))
    .flatMap((line) => /=> (\/\S+)/.exec(line)?.[1] ?? []);
  const contents = [tools.ffmpeg, ...libraries].map((file) => readFileSync(file));
  return { tools: tools.name, has: (pieces) => contents.some((content) => hasString(content, pieces)) };
}

/** A text that occurs more often than this is too common to tell anything. */
const MOST_PLACES = 2_000;
const MOST_STRING_BYTES = 1_000;

/** Looks for a C string that has all pieces in order. */
export function hasString(content: Buffer, pieces: readonly string[]): boolean {
  const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '');
  if (longest === '') return true;
  let at = content.indexOf(longest);
  for (let place = 0; at >= 0 && place < MOST_PLACES; place++) {
    if (inOrder(stringAround(content, at), pieces)) return true;
    at = content.indexOf(longest, at + 1);
  }
  return false;
}

function stringAround(content: Buffer, at: number): string {
  const lowest = Math.max(0, at - MOST_STRING_BYTES);
  const before = content.subarray(lowest, at).lastIndexOf(0);
  const start = before < 0 ? lowest : lowest + before + 1;
  const after = content.indexOf(0, at);
  const end = after < 0 ? content.length : Math.min(after, at + MOST_STRING_BYTES);
  return content.toString('latin1', start, end);
}

function inOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}
