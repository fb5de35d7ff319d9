/** One entry of a recorded run: what came after how much time. */
export type RecordedEntry =
  | { readonly kind: 'wait'; readonly forMs: number }
  | {
      readonly kind: 'block';
      readonly afterMs: number;
      /** Absent: N/A. */
      readonly outTimeUs?: number;
      readonly totalSizeBytes?: number;
      readonly speed?: number;
      readonly end: boolean;
    }
  /** Reads and writes that many bytes in that time, without progress. */
  | { readonly kind: 'io'; readonly forMs: number; readonly bytes: number }
  /** Computes all that time. */
  | { readonly kind: 'cpu'; readonly forMs: number };

/** How entries are written, for people: each is one word, so that a long run is one line of text. */
export const RECORDED_RUN_DOC =
  'Words: 500 waits that many ms; 500=480000,262144,30 waits and prints out_time_us, total_size and speed (- is N/A; ' +
  'a final ! says progress=end); 500~16384 moves so many bytes meanwhile; 500^ computes.';

const EXAMPLES = 'words such as 500, 500=480000,262144,30 or 500~16384';

const NOT_AVAILABLE = '-';

export function formatRecordedRun(entries: readonly RecordedEntry[]): string {
  return entries.map(word).join(' ');
}

function word(entry: RecordedEntry): string {
  switch (entry.kind) {
    case 'wait':
      return tenths(entry.forMs);
    case 'io':
      return `${tenths(entry.forMs)}~${entry.bytes}`;
    case 'cpu':
      return `${tenths(entry.forMs)}^`;
    case 'block': {
      const { outTimeUs, totalSizeBytes, speed } = entry;
      const values = [whole(outTimeUs), whole(totalSizeBytes), speed ?? NOT_AVAILABLE];
      return `${tenths(entry.afterMs)}=${values.join(',')}${entry.end ? '!' : ''}`;
    }
  }
}

function whole(value: number | undefined): number | string {
  return value === undefined ? NOT_AVAILABLE : Math.round(value);
}

function tenths(ms: number): string {
  return String(Math.round(Math.max(0, ms) * 10) / 10);
}

const MS = String.raw`\d+(?:\.\d+)?`;
const VALUES = String.raw`(-?\d+|-),(\d+|-),(\d+(?:\.\d+)?(?:e[+-]?\d+)?|-)(!?)`;
const WORD = new RegExp(String.raw`^(${MS})(?:=${VALUES}|~(\d+)|(\^))?$`);

const ANY_WORD = String.raw`\d+(\.\d+)?(=(-?\d+|-),(\d+|-),(\d+(\.\d+)?|-)!?|~\d+|\^)?`;

/** What a recorded run looks like, for editors. */
export const RECORDED_RUN_PATTERN = String.raw`^(${ANY_WORD}([ \n]+${ANY_WORD})*)?[ \n]*$`;

/**
 * Reads one after another, so that a run of hours costs no more memory than its text.
 * @throws {Error} at the first word that is none, and names it
 */
export function* readRecordedRun(text: string): Iterable<RecordedEntry> {
  for (const [found] of text.matchAll(/\S+/g)) {
    const [, ms, us, bytes, speed, end, io, cpu] = WORD.exec(found) ?? [];
    if (ms === undefined) {
      const word = JSON.stringify(found.slice(0, 60));
      throw new Error(`not an entry of a recorded run: ${word}; expected ${EXAMPLES}`);
    }
    const forMs = Number(ms);
    if (io !== undefined) yield { kind: 'io', forMs, bytes: Number(io) };
    else if (cpu !== undefined) yield { kind: 'cpu', forMs };
    else if (us === undefined) yield { kind: 'wait', forMs };
    else {
      yield {
        kind: 'block',
        afterMs: forMs,
        ...(us !== NOT_AVAILABLE && { outTimeUs: Number(us) }),
        ...(bytes !== NOT_AVAILABLE && { totalSizeBytes: Number(bytes) }),
        ...(speed !== NOT_AVAILABLE && { speed: Number(speed) }),
        end: end === '!',
      };
    }
  }
}

/** What is wrong with a recorded run, in words; undefined when it can be played to its end. */
export function recordedRunProblem(text: string): string | undefined {
  try {
    for (const _ of readRecordedRun(text));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
