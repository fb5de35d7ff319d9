import type { Op } from './op.js';

/** The C library's words, which ffmpeg prints. */
const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EFBIG: 'File too large',
  EIO: 'Input/output error',
  EISDIR: 'Is a directory',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  EROFS: 'Read-only file system',
};

/** What ffmpeg does when its output cannot be written: it says why, and exits with 1. */
export function* writeFailure(failed: {
  readonly path: string;
  /** Whether something of the output was written before. */
  readonly begun: boolean;
  readonly code: string;
}): Iterable<Op> {
  const { path, begun } = failed;
  const reason = MESSAGES[failed.code] ?? failed.code;
  const text = begun
    ? `av_interleaved_write_frame(): ${reason}\nError writing trailer of ${path}: ${reason}\n`
    : `${path}: ${reason}\n`;
  yield { op: 'write', stream: 'stderr', text, level: 'error' };
  yield { op: 'exit', code: 1 };
}
