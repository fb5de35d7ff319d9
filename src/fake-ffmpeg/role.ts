import type { Strategy } from '../ffmpeg/strategy.js';
import type { LogLevel } from '../script/log-level.js';

/** Who a fake process is and how it speaks. Plain data: a descendant inherits it. */
export interface Role {
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly job: string;
  readonly invocation: number;
  readonly strategy?: Strategy;
  /** Absolute path of the recording. */
  readonly input: string;
  /** Absolute path; absent: nothing is written. */
  readonly output?: string;
  /** Codecs of the output; absent: no such stream. */
  readonly video?: string;
  readonly audio?: string;
  readonly voice: Voice;
}

export interface Voice {
  /** What a script writes to stdout goes there. Absent: nobody asked for progress, and nothing is printed. */
  readonly progress?: 'stdout' | 'stderr';
  /** Whether each block is also a line of statistics on stderr. */
  readonly stats: boolean;
  readonly logLevel: LogLevel;
}
