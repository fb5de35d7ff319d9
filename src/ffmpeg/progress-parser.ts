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

const LF = 10;
const CR = 13;
const SPACE = 32;
const LETTER = { f: 102, o: 111, p: 112, s: 115, t: 116 } as const;

const FRAME = ascii('frame=');
const OUT_TIME = ascii('out_time=');
const OUT_TIME_MS = ascii('out_time_ms=');
const OUT_TIME_US = ascii('out_time_us=');
const PROGRESS = ascii('progress=');
const SPEED = ascii('speed=');
const TOTAL_SIZE = ascii('total_size=');
const CONTINUE = ascii('continue');
const END = ascii('end');

/** Which of the three ways to say the output time a block has used; a higher one decides alone. */
const SAID = { nothing: 0, clock: 1, ms: 2, us: 3 } as const;

/**
 * Reads `-progress` output: bytes in, one snapshot for each block out, at its `progress=` line. Chunks may end
 * anywhere; lines end in `\n`, `\r\n` or `\r`; keys that mean nothing here are passed over. Memory is bounded,
 * whatever arrives. Works on bytes and makes no string: a supervisor of many jobs reads for hours.
 */
export class ProgressParser {
  readonly #onSnapshot: (snapshot: ProgressSnapshot) => void;
  /** The start of a line whose end has not arrived. */
  readonly #partial = new Uint8Array(MAX_LINE_BYTES);
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
    for (let at = start; at < length; at++) {
      const byte = bytes[at] as number;
      // One comparison passes over nearly every byte.
      if (byte > CR || (byte !== LF && byte !== CR)) continue;
      if (at - start > MAX_LINE_BYTES) this.#droppedBytes += at - start;
      else this.#readLine(bytes, start, at);
      start = at + 1;
    }
    if (start < length) this.#keep(bytes, start, length);
  }

  /** Ends the unfinished line with what belongs to it; returns where the next line starts. */
  #completePartial(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
    this.#keep(bytes, 0, at);
    if (at === bytes.length) return at;
    if (!this.#skipping) this.#readLine(this.#partial, 0, this.#partialBytes);
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
      for (let at = start; at < end; at++) this.#partial[this.#partialBytes++] = bytes[at] as number;
    }
  }

  #readLine(bytes: Uint8Array, start: number, end: number): void {
    switch (bytes[start]) {
      case LETTER.o:
        this.#readOutTime(bytes, start, end);
        break;
      case LETTER.f:
        if (begins(bytes, start, end, FRAME)) {
          this.#frame = notNegative(readInteger(bytes, start + FRAME.length, end));
        }
        break;
      case LETTER.t:
        if (begins(bytes, start, end, TOTAL_SIZE)) {
          this.#totalSizeBytes = notNegative(readInteger(bytes, start + TOTAL_SIZE.length, end));
        }
        break;
      case LETTER.s:
        if (begins(bytes, start, end, SPEED)) this.#speed = readSpeed(bytes, start + SPEED.length, end);
        break;
      case LETTER.p:
        if (begins(bytes, start, end, PROGRESS)) this.#readProgress(bytes, start + PROGRESS.length, end);
        break;
    }
  }

  #readOutTime(bytes: Uint8Array, start: number, end: number): void {
    if (begins(bytes, start, end, OUT_TIME_US)) {
      this.#outTimeUs = readInteger(bytes, start + OUT_TIME_US.length, end);
      this.#outTimeSaid = SAID.us;
    } else if (this.#outTimeSaid < SAID.us && begins(bytes, start, end, OUT_TIME_MS)) {
      this.#outTimeUs = readInteger(bytes, start + OUT_TIME_MS.length, end);
      this.#outTimeSaid = SAID.ms;
    } else if (this.#outTimeSaid < SAID.ms && begins(bytes, start, end, OUT_TIME)) {
      this.#outTimeUs = readClockTime(bytes, start + OUT_TIME.length, end);
      this.#outTimeSaid = SAID.clock;
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
