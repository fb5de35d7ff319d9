import { joinBytes } from '../base/join-bytes.js';

/**
 * The fake MP4: real boxes, so that a reader finds it whole or broken the way it finds a real one, around
 * media that is not there. `ftyp`, `free`, `mdat` (sparse), and at the end a `moov` whose payload is JSON.
 */
export interface FakeMedia {
  readonly durationMs: number;
  /** ffprobe's codec name; absent: no such stream. */
  readonly video?: string;
  readonly audio?: string;
}

export type FakeMediaState =
  | { readonly state: 'complete'; readonly media: FakeMedia }
  /** `why` is what ffmpeg says of such a file. */
  | { readonly state: 'broken'; readonly why: string };

/** Random access to the bytes of a file. `read` may return fewer bytes at its end. */
export interface ByteReader {
  readonly sizeBytes: number;
  read(offset: number, length: number): Uint8Array;
}

/** Where the media begins, and what ffmpeg 5 reports as `total_size` before there is any. */
export const HEADER_BYTES = 48;

const FREE_OFFSET = 32;
const MDAT_OFFSET = 40;
const BOX_HEADER_BYTES = 8;
const LARGE_BOX_HEADER_BYTES = 16;
const MAX_BOXES = 64;
const MAX_MOOV_BYTES = 64 * 1024;
const MAX_SMALL_BOX_BYTES = 0xffff_ffff;

/** The start of a file that is being written: its `mdat` has size 0, which means up to the end of the file. */
export function encodeHeader(): Uint8Array {
  const brands = ['isom', '\0\0\x02\0', 'isom', 'iso2', 'avc1', 'mp41'].join('');
  return joinBytes([box('ftyp', latin1(brands)), box('free', new Uint8Array(0)), boxHeader('mdat', 0)]);
}

/** The box that makes the file readable. It follows the media. */
export function encodeTrailer(media: FakeMedia): Uint8Array {
  return box('moov', new TextEncoder().encode(JSON.stringify(media)));
}

/**
 * What to write where, once the media is complete: the size of `mdat`. Media beyond 4 GiB needs the long
 * form, which takes the room of the `free` box, as ffmpeg does it.
 */
export function encodeMediaSize(mediaBytes: number): { readonly offset: number; readonly bytes: Uint8Array } {
  const sizeBytes = mediaBytes + BOX_HEADER_BYTES;
  if (sizeBytes <= MAX_SMALL_BOX_BYTES) return { offset: MDAT_OFFSET, bytes: boxHeader('mdat', sizeBytes) };
  const bytes = new Uint8Array(LARGE_BOX_HEADER_BYTES);
  bytes.set(boxHeader('mdat', 1));
  new DataView(bytes.buffer).setBigUint64(BOX_HEADER_BYTES, BigInt(mediaBytes + LARGE_BOX_HEADER_BYTES));
  return { offset: FREE_OFFSET, bytes };
}

/** Reads the boxes from the front; nothing is believed that does not lie within the file. */
export function readFakeMedia(file: ByteReader): FakeMediaState {
  let offset = 0;
  for (let count = 0; count < MAX_BOXES && offset < file.sizeBytes; count++) {
    const found = readBox(file, offset);
    if (found === undefined || (count === 0 && found.type !== 'ftyp')) return broken('Invalid data found');
    if (offset + found.sizeBytes > file.sizeBytes) return broken(`${found.type} truncated`);
    if (found.type === 'moov') return readMoov(file, offset, found.sizeBytes);
    offset += found.sizeBytes;
  }
  return broken('moov atom not found');
}

function readBox(
  file: ByteReader,
  offset: number,
): { readonly type: string; readonly sizeBytes: number } | undefined {
  const head = file.read(offset, LARGE_BOX_HEADER_BYTES);
  if (head.length < BOX_HEADER_BYTES) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const type = String.fromCharCode(...head.subarray(4, 8));
  if (!/^[a-z]{4}$/.test(type)) return undefined;
  const small = view.getUint32(0);
  if (small === 0) return { type, sizeBytes: file.sizeBytes - offset };
  if (small !== 1) return small < BOX_HEADER_BYTES ? undefined : { type, sizeBytes: small };
  if (head.length < LARGE_BOX_HEADER_BYTES) return undefined;
  const sizeBytes = Number(view.getBigUint64(BOX_HEADER_BYTES));
  return sizeBytes < LARGE_BOX_HEADER_BYTES ? undefined : { type, sizeBytes };
}

function readMoov(file: ByteReader, offset: number, sizeBytes: number): FakeMediaState {
  if (sizeBytes > MAX_MOOV_BYTES) return broken('moov atom too large');
  const payload = file.read(offset + BOX_HEADER_BYTES, sizeBytes - BOX_HEADER_BYTES);
  const media = parseMedia(new TextDecoder().decode(payload));
  return media === undefined ? broken('error reading moov') : { state: 'complete', media };
}

function parseMedia(text: string): FakeMedia | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof FakeMedia, unknown>>;
    if (typeof value.durationMs !== 'number') return undefined;
    return {
      durationMs: value.durationMs,
      ...(typeof value.video === 'string' && { video: value.video }),
      ...(typeof value.audio === 'string' && { audio: value.audio }),
    };
  } catch {
    return undefined;
  }
}

function broken(why: string): FakeMediaState {
  return { state: 'broken', why };
}

function box(type: string, payload: Uint8Array): Uint8Array {
  return joinBytes([boxHeader(type, BOX_HEADER_BYTES + payload.length), payload]);
}

function boxHeader(type: string, sizeBytes: number): Uint8Array {
  const header = new Uint8Array(BOX_HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, sizeBytes);
  header.set(latin1(type), 4);
  return header;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
