import { describe, expect, it } from 'vitest';
import {
  encodeHeader,
  encodeMediaSize,
  encodeTrailer,
  type FakeMedia,
  HEADER_BYTES,
  readFakeMedia,
} from '../../src/script/fake-media.js';

const MEDIA: FakeMedia = { durationMs: 1234.5, video: 'h264', audio: 'aac' };

/** A file with a hole for the media, as sparse in memory as on disk. */
function file(
  mediaBytes: number,
  options: { trailer?: Uint8Array; sized?: boolean; cutBytes?: number } = {},
) {
  const { trailer = encodeTrailer(MEDIA), sized = true, cutBytes = 0 } = options;
  const header = encodeHeader();
  const patch = encodeMediaSize(mediaBytes);
  if (sized) header.set(patch.bytes, patch.offset);
  const sizeBytes = HEADER_BYTES + mediaBytes + trailer.length - cutBytes;
  const byteAt = (offset: number): number =>
    (offset < HEADER_BYTES ? header[offset] : trailer[offset - HEADER_BYTES - mediaBytes]) ?? 0;
  const read = (offset: number, length: number): Uint8Array =>
    Uint8Array.from({ length: Math.max(0, Math.min(length, sizeBytes - offset)) }, (_, i) =>
      byteAt(offset + i),
    );
  return { sizeBytes, read };
}

describe('a fake MP4', () => {
  it('begins with as many bytes as ffmpeg reports before any media', () => {
    expect(encodeHeader()).toHaveLength(HEADER_BYTES);
    expect(HEADER_BYTES).toBe(48);
  });

  it.each([0, 1000, 2 ** 32 - 9, 2 ** 32 - 8, 5e9])('is read back around %d bytes of media', (mediaBytes) => {
    expect(readFakeMedia(file(mediaBytes))).toEqual({ state: 'complete', media: MEDIA });
  });

  it('keeps what is absent absent', () => {
    const trailer = encodeTrailer({ durationMs: 0 });
    expect(readFakeMedia(file(10, { trailer }))).toEqual({ state: 'complete', media: { durationMs: 0 } });
  });

  it.each([
    ['still being written', file(1000, { sized: false, trailer: new Uint8Array(0) }), 'moov atom not found'],
    ['without trailer', file(1000, { trailer: new Uint8Array(0) }), 'moov atom not found'],
    ['cut in its media', file(1000, { cutBytes: 500 }), 'mdat truncated'],
    ['cut in its trailer', file(1000, { cutBytes: 5 }), 'moov truncated'],
    ['empty', { sizeBytes: 0, read: () => new Uint8Array(0) }, 'moov atom not found'],
    ['nothing but its header', file(0, { sized: false, trailer: new Uint8Array(0) }), 'moov atom not found'],
    [
      'with a trailer that is no trailer',
      file(9, { trailer: Uint8Array.of(0, 0, 0, 9, 109, 111, 111, 118, 1) }),
      'error reading moov',
    ],
  ])('is broken when %s', (_name, broken, why) => {
    expect(readFakeMedia(broken)).toEqual({ state: 'broken', why });
  });

  it('is broken when it is something else', () => {
    const bytes = new TextEncoder().encode('GARBAGE! this is no MP4 at all');
    const read = (offset: number, length: number): Uint8Array => bytes.slice(offset, offset + length);
    expect(readFakeMedia({ sizeBytes: bytes.length, read })).toMatchObject({ state: 'broken' });
  });
});
