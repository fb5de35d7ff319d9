import type { StderrEntry } from './entry.js';

/** What stops ffmpeg at its output, or in the machine. */
export const OUTPUT: readonly StderrEntry[] = [
  {
    id: 'no-space',
    pattern: /: (?:No space left on device|Disk quota exceeded|File too large)$/,
    example: 'av_interleaved_write_frame(): No space left on device',
    level: 'error',
    versions: 'av_interleaved_write_frame() up to 6.0, Error submitting a packet to the muxer from 6.1',
    action: 'final',
  },
  {
    id: 'io-error',
    pattern:
      /: (?:Input\/output error|Stale file handle|Read-only file system|Transport endpoint is not connected)$/,
    example: 'file:/rec/film.ts: Input/output error',
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'broken-pipe',
    pattern: /: Broken pipe$/,
    example: 'av_interleaved_write_frame(): Broken pipe',
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'out-of-memory',
    pattern: /Cannot allocate memory/,
    example: 'av_interleaved_write_frame(): Cannot allocate memory',
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'header-not-written',
    pattern: /dimensions not set|Could not write header|codec not currently supported in container/,
    example: 'Could not write header for output file #0 (incorrect codec parameters ?): Invalid argument',
    level: 'error',
    versions: 'all',
    // Copied video whose parameters nobody found: a decoder finds them.
    action: 'next-rung',
  },
  {
    id: 'trailer-not-written',
    pattern: /Error writing trailer|Unable to re-open .* output file for (?:the second pass|shifting data)/,
    example: 'Error writing trailer of file:/media/film.mp4: Invalid argument',
    level: 'error',
    versions: 'all; 5.1 exits with 0 all the same',
    action: 'fail',
  },
  {
    id: 'write-error',
    pattern:
      /av_interleaved_write_frame\(\): |Error submitting a packet to the muxer: |Error muxing a packet/,
    example: 'av_interleaved_write_frame(): Invalid argument',
    level: 'error',
    versions: 'av_interleaved_write_frame() up to 6.0, Error submitting from 6.1',
    action: 'fail',
  },
  {
    id: 'empty-output',
    pattern:
      /Output file is empty, nothing was encoded|Nothing was written into output file|does not contain any stream/,
    example: 'Output file is empty, nothing was encoded (check -ss / -t / -frames parameters if used)',
    level: 'warning',
    versions: 'Output file is empty up to 6.0, Nothing was written from 6.1',
    action: 'fail',
  },
];
