import { posix } from 'node:path';
import { HEADER_BYTES } from '../script/fake-media.js';
import type { LostStreams } from '../script/op.js';
import { type SimFile, SimFileError, type SimFiles, type SimMedia } from './sim-files.js';
import type { SimRole } from './sim-stage.js';

/** What a trailer adds. */
const TRAILER_BYTES = 120;

/** The output of a simulated ffmpeg. */
export class SimOutput {
  readonly #files: SimFiles;
  readonly #role: SimRole;
  #file: SimFile | undefined;

  /** `continued`: a descendant goes on with the file that its parent began. */
  constructor(files: SimFiles, role: SimRole, continued: boolean) {
    this.#files = files;
    this.#role = role;
    if (continued && role.output !== undefined) this.#file = files.entries.get(role.output);
  }

  get sizeBytes(): number {
    return this.#file?.sizeBytes ?? 0;
  }

  /** @throws SimFileError where the disk is full */
  append(bytes: number): void {
    const file = this.#open();
    if (file === undefined) return;
    this.#requireSpace();
    file.sizeBytes += bytes;
  }

  /** @throws SimFileError where the disk is full */
  finish(durationMs: number, lose: LostStreams): void {
    const file = this.#open();
    if (file === undefined) return;
    this.#requireSpace();
    const { video, audio } = this.#role;
    const media: SimMedia = {
      durationMs,
      ...(video !== undefined && lose !== 'video' && lose !== 'both' && { video }),
      ...(audio !== undefined && lose !== 'audio' && lose !== 'both' && { audio }),
    };
    file.media = media;
    file.sizeBytes += TRAILER_BYTES;
  }

  erase(leaves: 'empty' | 'nothing'): void {
    const path = this.#role.output;
    if (path === undefined) return;
    this.#file = undefined;
    if (leaves === 'nothing') this.#files.entries.delete(path);
    else this.#files.entries.set(path, this.#fresh(0));
  }

  /** An open file stays what it is, whatever becomes of its name. */
  #open(): SimFile | undefined {
    const given = this.#role.output;
    if (this.#file !== undefined || given === undefined) return this.#file;
    const path = this.#files.resolve(given);
    if (!this.#files.folders.has(posix.dirname(path))) throw new SimFileError('ENOENT', 'open', path);
    this.#file = this.#files.entries.get(path) ?? this.#fresh(0);
    this.#file.sizeBytes = HEADER_BYTES;
    this.#file.media = undefined;
    this.#files.entries.set(path, this.#file);
    return this.#file;
  }

  #requireSpace(): void {
    if (this.#files.full) throw new SimFileError('ENOSPC', 'write', this.#role.output ?? '');
  }

  #fresh(sizeBytes: number): SimFile {
    return { text: '', sizeBytes, modifiedAtMs: 0 };
  }
}
