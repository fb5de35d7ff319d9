import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import {
  encodeHeader,
  encodeMediaSize,
  encodeTrailer,
  type FakeMedia,
  HEADER_BYTES,
} from '../script/fake-media.js';

/** So much of each append is really written, so that io counters move; the rest is a hole. */
const WRITTEN_BYTES = 64 * 1024;
const CHURN_BYTES = 256 * 1024;

/** The output of a fake: grows to any size without using the disk. */
export class OutputFile {
  readonly #path: string | undefined;
  readonly #input: string;
  readonly #buffer = Buffer.alloc(CHURN_BYTES);
  #fd: number | undefined;
  #inputFd: number | undefined;
  #sizeBytes = 0;

  /** `continued`: a descendant goes on with the file that its parent began. */
  constructor(paths: {
    readonly path: string | undefined;
    readonly input: string;
    readonly continued: boolean;
  }) {
    this.#path = paths.path;
    this.#input = paths.input;
    if (!paths.continued || paths.path === undefined) return;
    try {
      this.#fd = openSync(paths.path, constants.O_RDWR);
    } catch {
      // The parent had not begun.
    }
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  append(bytes: number): void {
    const fd = this.#open();
    if (fd === undefined) return;
    // A descendant, or the parent, may have written since.
    const atBytes = fstatSync(fd).size;
    writeSync(fd, this.#buffer, 0, Math.min(bytes, WRITTEN_BYTES), atBytes);
    if (bytes > WRITTEN_BYTES) ftruncateSync(fd, atBytes + bytes);
    this.#sizeBytes = atBytes + bytes;
  }

  finish(media: FakeMedia): void {
    const fd = this.#open();
    if (fd === undefined) return;
    const endBytes = fstatSync(fd).size;
    const mediaSize = encodeMediaSize(endBytes - HEADER_BYTES);
    const trailer = encodeTrailer(media);
    writeSync(fd, mediaSize.bytes, 0, mediaSize.bytes.length, mediaSize.offset);
    writeSync(fd, trailer, 0, trailer.length, endBytes);
    this.#sizeBytes = endBytes + trailer.length;
  }

  erase(leaves: 'empty' | 'nothing'): void {
    if (this.#path === undefined) return;
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    this.#sizeBytes = 0;
    closeSync(openSync(this.#path, 'w'));
    if (leaves === 'nothing') unlinkSync(this.#path);
  }

  /** Reads that much of the input and writes that much over the output, which keeps its size. */
  churn(bytes: number): void {
    const fd = this.#open();
    this.#inputFd ??= openSync(this.#input, 'r');
    if (fd !== undefined && this.#sizeBytes < HEADER_BYTES + CHURN_BYTES) this.append(CHURN_BYTES);
    for (let leftBytes = bytes; leftBytes > 0; leftBytes -= CHURN_BYTES) {
      const chunkBytes = Math.min(leftBytes, CHURN_BYTES);
      readSync(this.#inputFd, this.#buffer, 0, chunkBytes, 0);
      this.#buffer.fill(0);
      if (fd !== undefined) writeSync(fd, this.#buffer, 0, chunkBytes, HEADER_BYTES);
    }
  }

  #open(): number | undefined {
    if (this.#fd !== undefined || this.#path === undefined) return this.#fd;
    this.#fd = openSync(this.#path, 'w+', 0o644);
    const header = encodeHeader();
    writeSync(this.#fd, header, 0, header.length, 0);
    this.#sizeBytes = header.length;
    return this.#fd;
  }
}
