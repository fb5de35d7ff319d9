/**
 * What a fake process can do, as data. A fault turns its config into a sequence of these; a world (real
 * processes, simulated time) performs them. Durations are nominal: the world divides them by its speed.
 */
export type Op =
  | { readonly op: 'wait'; readonly forMs: number }
  /** Does nothing for ever. */
  | { readonly op: 'park' }
  | { readonly op: 'write'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly op: 'close'; readonly stream: 'stdout' | 'stderr' }
  /** Opens the output file (truncating it) if it is not open, and appends that many bytes of media. */
  | { readonly op: 'append'; readonly bytes: number }
  /** Writes the trailer that makes the output readable, for a media duration; the streams are the recording's. */
  | { readonly op: 'finish'; readonly durationMs: number }
  /** Real input and output without progress, as in the second pass of faststart. */
  | { readonly op: 'churn'; readonly bytes: number }
  | { readonly op: 'exit'; readonly code: number }
  /** Ends itself by a signal. */
  | { readonly op: 'die'; readonly signal: 'SIGSEGV' | 'SIGABRT' | 'SIGKILL' | 'SIGTERM' }
  /** From now on: how this process answers a polite signal. */
  | { readonly op: 'trap'; readonly signals: readonly PoliteSignal[]; readonly reaction: SignalReaction }
  /** Stops itself, as SIGSTOP does. */
  | { readonly op: 'freeze' }
  /** Starts a descendant that plays its own steps. */
  | { readonly op: 'fork'; readonly child: ForkedChild }
  /** Burns CPU for that long, deaf to signals it would have to handle. */
  | { readonly op: 'spin'; readonly forMs: number }
  | { readonly op: 'allocate'; readonly bytes: number };

export type PoliteSignal = 'SIGTERM' | 'SIGINT';

export type SignalReaction =
  | { readonly kind: 'ignore' }
  /** Ends the file properly and exits, as ffmpeg does by default: progress=end, trailer, 255. */
  | { readonly kind: 'finish'; readonly afterMs: number; readonly code: number };

export interface ForkedChild {
  readonly ops: readonly Op[];
  /** Whether it keeps the parent's stdout and stderr open. */
  readonly holdsPipes: boolean;
  /** Whether it leaves the process group (a new session), out of reach of a group kill. */
  readonly newSession: boolean;
}
