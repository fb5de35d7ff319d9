import type { ProgressOn } from './run-recorder.js';

/** How the progress of a given command line is had. */
export interface ProgressArguments {
  readonly args: readonly string[];
  readonly progressOn: ProgressOn;
  /** The user did not ask for progress, and should not find it in what ffmpeg prints. */
  readonly added: boolean;
}

const TO_STDOUT = ['-', 'pipe:', 'pipe:1', '/dev/stdout'];
const TO_STDERR = ['pipe:2', '/dev/stderr'];

/**
 * Makes ffmpeg print its progress where it can be read: on the stream that the arguments name, else on stdout, else,
 * where stdout carries the film, on stderr.
 * @returns undefined when the arguments send the progress elsewhere, where nobody can see it
 */
export function progressArguments(args: readonly string[]): ProgressArguments | undefined {
  const asked = args.lastIndexOf('-progress');
  if (asked >= 0) {
    const target = args[asked + 1] ?? '';
    if (TO_STDOUT.includes(target)) return { args, progressOn: 'stdout', added: false };
    return TO_STDERR.includes(target) ? { args, progressOn: 'stderr', added: false } : undefined;
  }
  const filmOnStdout = args.some((arg, index) => TO_STDOUT.includes(arg) && args[index - 1] !== '-i');
  const progressOn = filmOnStdout ? 'stderr' : 'stdout';
  const target = filmOnStdout ? 'pipe:2' : 'pipe:1';
  return { args: ['-progress', target, ...args], progressOn, added: true };
}
