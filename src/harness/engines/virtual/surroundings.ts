import type { FileOperation } from '../../../host/files.js';

/** What befalls a simulated machine, and a scenario file has no words for. */
export interface Surroundings {
  /**
   * From here on nothing goes wrong any more: operations that hang come back with an error, processes that could not be
   * killed die.
   */
  readonly calmAtMs: number;
  readonly files: readonly FileTrouble[];
  readonly stuck: readonly StuckProcess[];
  /** Into how many pieces at most a pipe cuts what was written; 1: none. */
  readonly mostPieces: number;
  /** Whether the exit of a process is known before its last bytes have been read. */
  readonly exitOvertakes: boolean;
}

/** What becomes of one file operation, or of several in a row. */
export interface FileTrouble {
  readonly operation: FileOperation;
  /** Only for names that contain this text, such as `.lock`; empty: any. */
  readonly name: string;
  /** Which of these operations is the first one, from 1. */
  readonly nth: number;
  /** How many in a row. */
  readonly times: number;
  readonly befalls: FileFate;
}

export type FileFate =
  /** It fails with this code, without effect. */
  | { readonly kind: 'fails'; readonly code: string }
  /** It does not come back before the calm, and has no effect. */
  | { readonly kind: 'hangs' }
  /** It takes this long, and then its effect. */
  | { readonly kind: 'slow'; readonly takesMs: number }
  /** The supervisor is killed and started anew at that instant: before the effect, or after it, before the answer. */
  | { readonly kind: 'crash'; readonly when: 'before' | 'after' }
  /** Every job is cancelled at that instant. */
  | { readonly kind: 'cancel' };

/** A process in a system call that nothing interrupts, as on a dead mount. */
export interface StuckProcess {
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly job: string;
  readonly invocation: number;
  /** Counted from its start. */
  readonly afterMs: number;
  readonly forMs: number;
}

export const PEACE: Surroundings = { calmAtMs: 0, files: [], stuck: [], mostPieces: 1, exitOvertakes: false };
