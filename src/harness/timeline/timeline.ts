/** Raised when a field changes its meaning or goes away. */
export const TIMELINE_VERSION = 1;

/**
 * What a run looked like, small enough to keep and to draw: who lived when, who held what, and what was said. All times
 * are nominal milliseconds since the first event, so that a run at 40 times the speed lies under one in simulated time.
 */
export interface Timeline {
  readonly v: typeof TIMELINE_VERSION;
  /** When the last event was. */
  readonly spanMs: number;
  readonly lanes: readonly Lane[];
  readonly said: readonly Said[];
  /** Spans, marks, points, lines and lanes that had no room. */
  readonly omitted: number;
}

export const LANE_KINDS = ['supervisor', 'ffprobe', 'ffmpeg', 'descendant', 'slot', 'lock', 'files'] as const;

/** One row of the picture. */
export interface Lane {
  readonly kind: (typeof LANE_KINDS)[number];
  readonly name: string;
  /** Absent where it belongs to no single job. */
  readonly job?: string;
  readonly spans: readonly Span[];
  readonly marks: readonly Mark[];
  /** Of an ffmpeg: pairs of a time and how far its output was then, in ms of the film. */
  readonly progress?: readonly number[];
}

/**
 * `alive`: a process. `grace`: the time in which an ffmpeg need not have begun. `silent`: no advance for at least a
 * fifth of the stall time. `paused`: the supervisor was stopped. `waiting` for a slot, or `held`; `temp`: a file that
 * must not stay.
 */
export const SPAN_KINDS = ['alive', 'grace', 'silent', 'paused', 'waiting', 'held', 'temp'] as const;

export interface Span {
  readonly kind: (typeof SPAN_KINDS)[number];
  readonly fromMs: number;
  readonly toMs: number;
}

/** `deadline`: when a correct supervisor has ended that silence. `gone`: the last of a process is dead. */
export const MARK_KINDS = [
  'submitted',
  'settled',
  'deed',
  'trouble',
  'heartbeat',
  'sign',
  'signal',
  'deadline',
  'kill',
  'exit',
  'gone',
  'released',
  'published',
  'artefact',
] as const;

export interface Mark {
  readonly kind: (typeof MARK_KINDS)[number];
  readonly atMs: number;
  readonly text: string;
}

/** Something that a process printed, besides its progress. */
export interface Said {
  readonly atMs: number;
  readonly stream: 'stdout' | 'stderr';
  /** The name of its lane. */
  readonly by: string;
  readonly job: string;
  /** As it was printed, shortened; absent where it was long or not text. */
  readonly text?: string;
  readonly bytes: number;
}
