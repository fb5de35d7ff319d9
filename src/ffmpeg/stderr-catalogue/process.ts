import type { StderrEntry } from './entry.js';

/** What is said about the process itself. */
export const PROCESS: readonly StderrEntry[] = [
  {
    id: 'not-started',
    pattern:
      /^setpriv: failed to execute |^\S+: error while loading shared libraries: |^\S*sh: (?:line )?(?:\d+: )?\S+: (?:command )?not found|: cannot execute(?: binary file)?: /,
    example: 'setpriv: failed to execute /usr/bin/ffmpeg: No such file or directory',
    level: 'raw',
    versions: 'not ffmpeg: what should have started it',
    action: 'final',
  },
  {
    id: 'signal-received',
    pattern: /Exiting normally, received signal/,
    example: 'Exiting normally, received signal 15.',
    level: 'info',
    versions: 'all',
    action: 'ignore',
  },
  {
    id: 'hard-exit',
    pattern: /Received > 3 system signals, hard exiting/,
    example: 'Received > 3 system signals, hard exiting',
    level: 'raw',
    versions: 'all; exit code 123',
    action: 'ignore',
  },
  {
    id: 'second-pass',
    pattern: /Starting second pass: moving the moov atom/,
    example: '[mp4 @ 0x55d0c1e0a2c0] Starting second pass: moving the moov atom to the beginning of the file',
    level: 'info',
    versions: 'all',
    action: 'ignore',
  },
  {
    id: 'conversion-failed',
    pattern: /Conversion failed!/,
    example: 'Conversion failed!',
    level: 'info',
    versions: 'all',
    action: 'ignore',
  },
  {
    id: 'repeated',
    pattern: /^ {4}Last message repeated \d+ times/,
    example: '    Last message repeated 3 times',
    level: 'raw',
    versions: 'all',
    action: 'ignore',
  },
];
