import { readClockTime, readInteger, readSpeed } from './ascii-number.js';

/** One block of `-progress` output. A value that ffmpeg printed as N/A, or did not print, is absent. */
export interface ProgressSnapshot {
  readonly frame?: number;
  readonly totalSizeBytes?: number;
  /** Microseconds of output written; can start negative. `out_time_ms` holds microseconds too. */
  readonly outTimeUs?: number;
  /** Times real time. */
  readonly speed?: number;
  /** `progress=end`: ffmpeg says that it is done. Failed runs say it too. */
  readonly end: boolean;
}

/** ffmpeg's own lines stay under 100 bytes. What is longer is dropped up to its end. */
const MAX_LINE_BYTES = 4096;

const NO_ROOM = new Uint8Array(0);

const LF = 10;
const CR = 13;
const SPACE = 32;
const LETTER = { f: 102, m: 109, o: 111, p: 112, s: 115, t: 116, u: 117 } as const;

const FRAME = ascii('frame=');
const OUT_TIME = ascii('out_time=');
const OUT_TIME_MS = ascii('out_time_ms=');
const OUT_TIME_US = ascii('out_time_us=');
const PROGRESS = ascii('progress=');
const SPEED = ascii('speed=');
const TOTAL_SIZE = ascii('total_size=');
const OTHER = ascii('');
const CONTINUE = ascii('continue');
const END = ascii('end');

/** The ways to say the output time differ at this place first. */
const TELLING = 'out_time_'.length;

/** Which of the three ways to say the output time a block has used; a higher one decides alone. */
const SAID = { nothing: 0, clock: 1, ms: 2, us: 3 } as const;

/**
 * Reads `-progress` output: bytes in, one snapshot for each block out, at its `progress=` line. Chunks may end
 * anywhere; lines end in `\n`, `\r\n` or `\r`; keys that mean nothing here are passed over. Memory is bounded,
 * whatever arrives. Works on bytes and makes no string: a supervisor of many jobs reads for hours.
 */
export class ProgressParser {
  readonly #onSnapshot: (snapshot: ProgressSnapshot) => void;
  /** The start of a line whose end has not arrived; room is made with the first one. */
  #partial = NO_ROOM;
  #partialBytes = 0;
  #skipping = false;
  #droppedBytes = 0;
  // The block so far; NaN stands for absent.
  #frame = Number.NaN;
  #totalSizeBytes = Number.NaN;
  #outTimeUs = Number.NaN;
  #outTimeSaid: number = SAID.nothing;
  #speed = Number.NaN;

  constructor(onSnapshot: (snapshot: ProgressSnapshot) => void) {
    this.#onSnapshot = onSnapshot;
  }

  /** Bytes of lines that were too long to be ffmpeg's. */
  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  push(bytes: Uint8Array): void {
    const length = bytes.length;
    let start = this.#partialBytes > 0 || this.#skipping ? this.#completePartial(bytes) : 0;
    while (start < length) {
      const key = keyAt(bytes, start, length);
      const end = lineEnd(bytes, start + key.length, length);
      if (end === length) {
        this.#keep(bytes, start, length);
        return;
      }
      if (end - start > MAX_LINE_BYTES) this.#droppedBytes += end - start;
      else this.#readValue(key, bytes, start + key.length, end);
      start = end + 1;
    }
  }

  /** Ends the unfinished line with what belongs to it; returns where the next line starts. */
  #completePartial(bytes: Uint8Array): number {
    const at = lineEnd(bytes, 0, bytes.length);
    this.#keep(bytes, 0, at);
    if (at === bytes.length) return at;
    if (!this.#skipping) {
      const key = keyAt(this.#partial, 0, this.#partialBytes);
      this.#readValue(key, this.#partial, key.length, this.#partialBytes);
    }
    this.#partialBytes = 0;
    this.#skipping = false;
    return at + 1;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    const count = end - start;
    if (this.#skipping) {
      this.#droppedBytes += count;
    } else if (this.#partialBytes + count > MAX_LINE_BYTES) {
      this.#droppedBytes += this.#partialBytes + count;
      this.#partialBytes = 0;
      this.#skipping = true;
    } else {
      if (this.#partial === NO_ROOM) this.#partial = new Uint8Array(MAX_LINE_BYTES);
      for (let at = start; at < end; at++) this.#partial[this.#partialBytes++] = bytes[at] as number;
    }
  }

  #readValue(key: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
    switch (key) {
      case FRAME:
        this.#frame = notNegative(readInteger(bytes, start, end));
        break;
      case TOTAL_SIZE:
        this.#totalSizeBytes = notNegative(readInteger(bytes, start, end));
        break;
      case OUT_TIME_US:
        this.#outTimeUs = readInteger(bytes, start, end);
        this.#outTimeSaid = SAID.us;
        break;
      case OUT_TIME_MS:
        if (this.#outTimeSaid >= SAID.us) break;
        this.#outTimeUs = readInteger(bytes, start, end);
        this.#outTimeSaid = SAID.ms;
        break;
      case OUT_TIME:
        if (this.#outTimeSaid >= SAID.ms) break;
        this.#outTimeUs = readClockTime(bytes, start, end);
        this.#outTimeSaid = SAID.clock;
        break;
      case SPEED:
        this.#speed = readSpeed(bytes, start, end);
        break;
      case PROGRESS:
        this.#readProgress(bytes, start, end);
        break;
    }
  }

  /** Only the two words that ffmpeg knows end a block; anything else is a line that says nothing. */
  #readProgress(bytes: Uint8Array, start: number, end: number): void {
    if (isWord(bytes, start, end, CONTINUE)) this.#endBlock(false);
    else if (isWord(bytes, start, end, END)) this.#endBlock(true);
  }

  #endBlock(end: boolean): void {
    const frame = this.#frame;
    const totalSizeBytes = this.#totalSizeBytes;
    const outTimeUs = this.#outTimeUs;
    const speed = this.#speed;
    this.#frame = Number.NaN;
    this.#totalSizeBytes = Number.NaN;
    this.#outTimeUs = Number.NaN;
    this.#speed = Number.NaN;
    this.#outTimeSaid = SAID.nothing;
    // A NaN anywhere makes the sum NaN.
    const complete = !Number.isNaN(frame + totalSizeBytes + outTimeUs + speed);
    this.#onSnapshot(
      complete
        ? { frame, totalSizeBytes, outTimeUs, speed, end }
        : {
            ...(!Number.isNaN(frame) && { frame }),
            ...(!Number.isNaN(totalSizeBytes) && { totalSizeBytes }),
            ...(!Number.isNaN(outTimeUs) && { outTimeUs }),
            ...(!Number.isNaN(speed) && { speed }),
            end,
          },
    );
  }
}

/** The key that a line begins with, where it is one that counts. */
function keyAt(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const key = keyLike(bytes, start);
  return begins(bytes, start, end, key) ? key : OTHER;
}

/** The only key that it can be: a letter or two decide. */
function keyLike(bytes: Uint8Array, start: number): Uint8Array {
  switch (bytes[start]) {
    case LETTER.f:
      return FRAME;
    case LETTER.t:
      return TOTAL_SIZE;
    case LETTER.s:
      return SPEED;
    case LETTER.p:
      return PROGRESS;
    case LETTER.o:
      if (bytes[start + TELLING] === LETTER.u) return OUT_TIME_US;
      return bytes[start + TELLING] === LETTER.m ? OUT_TIME_MS : OUT_TIME;
    default:
      return OTHER;
  }
}

/** The end of the line that goes on there, or of the bytes. Nearly all time is spent here: four bytes in a turn. */
function lineEnd(bytes: Uint8Array, start: number, length: number): number {
  let at = start;
  for (; at + 3 < length; at += 4) {
    if ((bytes[at] as number) <= CR && isEnd(bytes[at])) return at;
    if ((bytes[at + 1] as number) <= CR && isEnd(bytes[at + 1])) return at + 1;
    if ((bytes[at + 2] as number) <= CR && isEnd(bytes[at + 2])) return at + 2;
    if ((bytes[at + 3] as number) <= CR && isEnd(bytes[at + 3])) return at + 3;
  }
  while (at < length && !isEnd(bytes[at])) at++;
  return at;
}

function isEnd(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}

function begins(bytes: Uint8Array, start: number, end: number, key: Uint8Array): boolean {
  if (end - start < key.length) return false;
  for (let i = 0; i < key.length; i++) if (bytes[start + i] !== key[i]) return false;
  return true;
}

/** Whether the range holds that word and nothing else but spaces. */
function isWord(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  let first = start;
  let last = end;
  while (first < last && bytes[first] === SPACE) first++;
  while (last > first && bytes[last - 1] === SPACE) last--;
  return last - first === word.length && begins(bytes, first, last, word);
}

function notNegative(value: number): number {
  return value < 0 ? Number.NaN : value;
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
