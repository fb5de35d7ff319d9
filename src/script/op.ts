import type { PrintedBlock } from './progress-block.js';
import type { Step } from './step.js';

/**
 * What a fake process can do, as data. A fault turns its config into a sequence of these; a world (real
 * processes, simulated time) performs them. Durations are nominal: the world divides them by its speed.
 */
export type Op =
  | { readonly op: 'wait'; readonly forMs: number }
  /** Does nothing for ever. */
  | { readonly op: 'park' }
  | WriteOp
  | { readonly op: 'close'; readonly stream: OutputStream }
  /** Opens the output file (truncating it, with the header) if it is not open, and appends that much media. */
  | { readonly op: 'append'; readonly bytes: number }
  /** Writes the trailer that makes the output readable, for a media duration; the streams are the recording's. */
  | { readonly op: 'finish'; readonly durationMs: number; readonly lose: LostStreams }
  /** Takes the output back: an empty file, or none. */
  | { readonly op: 'erase'; readonly leaves: 'empty' | 'nothing' }
  /** Real input and output without progress, spread over that time, as in the second pass of faststart. */
  | { readonly op: 'churn'; readonly bytes: number; readonly forMs: number }
  | { readonly op: 'exit'; readonly code: number }
  /** Ends itself by a signal. */
  | { readonly op: 'die'; readonly signal: DeadlySignal }
  /** From now on: how this process answers a polite signal. */
  | { readonly op: 'trap'; readonly signals: readonly PoliteSignal[]; readonly reaction: SignalReaction }
  /** Stops itself, as SIGSTOP does. */
  | { readonly op: 'freeze' }
  /** Starts a descendant that plays its own steps. */
  | { readonly op: 'fork'; readonly child: ForkedChild }
  /** Burns CPU, deaf to signals it would have to handle; undefined: for ever. */
  | { readonly op: 'spin'; readonly forMs: number | undefined }
  /** Is in a system call that nothing interrupts, SIGKILL neither; undefined: for ever. Only simulated processes can. */
  | { readonly op: 'stuck'; readonly forMs: number | undefined }
  /** Keeps that much more memory resident. */
  | { readonly op: 'allocate'; readonly bytes: number }
  /** ffprobe only: prints that share (0 to 1) of the answer that its arguments ask for. */
  | { readonly op: 'answer'; readonly share: number };

export type OutputStream = 'stdout' | 'stderr';

export interface WriteOp {
  readonly op: 'write';
  readonly stream: OutputStream;
  readonly text: string;
  /** The same as bytes, where those are made without the text. */
  readonly bytes?: Uint8Array;
  /** Progress blocks whose last byte is in this text. */
  readonly blocks?: readonly PrintedBlock[];
  /** ffmpeg's level for this message: not printed where `-loglevel` hides it. Absent: always printed. */
  readonly level?: MessageLevel;
  /** Each character of the text stands for one byte, so that the bytes need not be UTF-8. */
  readonly binary?: true;
}

export type MessageLevel = 'error' | 'warning' | 'info';

export type LostStreams = 'nothing' | 'video' | 'audio' | 'both';

export type DeadlySignal = 'SIGSEGV' | 'SIGABRT' | 'SIGKILL' | 'SIGTERM';

export type PoliteSignal = 'SIGTERM' | 'SIGINT';

export type SignalReaction =
  | { readonly kind: 'ignore' }
  /** Ends the file properly and exits, as ffmpeg does by default: trailer, progress=end, 255. */
  | { readonly kind: 'finish'; readonly afterMs: number; readonly code: number };

export interface ForkedChild {
  /** It goes on from where the parent's media stands. */
  readonly steps: readonly Step[];
  /** Whether it keeps the parent's stdout and stderr open. */
  readonly holdsPipes: boolean;
  /** Whether it leaves the process group (a new session), out of reach of a group kill. */
  readonly newSession: boolean;
}
