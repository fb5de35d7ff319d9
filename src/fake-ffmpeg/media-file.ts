import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FakeMedia, readFakeMedia } from '../script/fake-media.js';

export type CheckedMedia =
  | { readonly ok: true; readonly media: FakeMedia; readonly sizeBytes: number }
  /** What ffmpeg and ffprobe say of the file. */
  | { readonly ok: false; readonly message: string };

/** Reads a file that a fake wrote, or says what is wrong with it. */
export function checkMedia(path: string): CheckedMedia {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return { ok: false, message: `${path}: No such file or directory\n` };
  }
  try {
    const sizeBytes = fstatSync(fd).size;
    const read = (offset: number, length: number): Uint8Array => {
      const bytes = Buffer.alloc(Math.min(length, Math.max(0, sizeBytes - offset)));
      return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, offset));
    };
    const found = readFakeMedia({ sizeBytes, read });
    if (found.state === 'complete') return { ok: true, media: found.media, sizeBytes };
    const message = `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55d0c0de] ${found.why}\n${path}: Invalid data found when processing input\n`;
    return { ok: false, message };
  } finally {
    closeSync(fd);
  }
}
