import { z } from 'zod';
import { STRATEGIES } from '../ffmpeg/strategy.js';
import { EVENT_SCHEMA_VERSION, type JobEvent } from '../supervisor/events.js';
import { FAILURE_KINDS } from '../supervisor/outcome.js';

const ms = z.number().describe('Milliseconds');
const bytes = z.number().int().min(0).describe('Bytes');
const strategy = z.enum(STRATEGIES);
const pid = z.number().int().optional();

const progress = z.object({
  frame: z.number().exactOptional(),
  totalSizeBytes: z.number().exactOptional(),
  outTimeUs: z.number().exactOptional().describe('Microseconds of output; may start negative'),
  speed: z.number().exactOptional().describe('Times real time'),
  end: z.boolean(),
});

const stall = z.object({
  class: z.enum(['blocked', 'spinning', 'stopped', 'finalising', 'unkillable']),
  silentForMs: ms,
  ranForMs: ms,
  lastProgress: progress.optional(),
  cpuMs: ms.optional(),
  ioBytes: bytes.optional(),
  waits: z.array(z.string()).readonly(),
});

const attempt = z.object({
  strategy,
  result: z.enum(['ok', ...FAILURE_KINDS]),
  reason: z.string(),
  exitCode: z.number().int().exactOptional(),
  signal: z.string().exactOptional(),
  elapsedMs: ms,
  leaked: z.boolean(),
});

const outcomeBase = z.object({
  jobId: z.string(),
  recordingId: z.string(),
  serviceRef: z.string().exactOptional(),
  input: z.string(),
  furtherParts: z.array(z.string()).readonly().exactOptional(),
  output: z.string(),
  attempts: z.array(attempt).readonly(),
  elapsedMs: ms,
  queuedMs: ms,
});

const outcome = z.discriminatedUnion('kind', [
  outcomeBase.extend({
    kind: z.literal('published'),
    strategy,
    outputBytes: bytes,
    durationMs: ms.optional(),
    durationChecked: z.boolean(),
  }),
  outcomeBase.extend({
    kind: z.enum(FAILURE_KINDS),
    cause: z.object({
      kind: z.enum(FAILURE_KINDS),
      message: z.string(),
      strategy: strategy.exactOptional(),
      stall: stall.exactOptional(),
      unkillable: z.boolean().exactOptional(),
      stderr: z.object({ id: z.string(), line: z.string() }).exactOptional(),
    }),
  }),
]);

/** Every event carries these, whatever it tells. */
const stamp = z.object({
  v: z.literal(EVENT_SCHEMA_VERSION),
  atMs: ms.describe('Monotonic milliseconds, from an arbitrary origin'),
  time: z.iso.datetime().describe('Calendar time'),
  jobId: z.string(),
  recordingId: z.string(),
});

function deed<const Name extends string, Fields extends z.ZodRawShape>(event: Name, fields: Fields) {
  return stamp.extend({ event: z.literal(event), ...fields });
}

/** One line of `--json`: the form of {@link JobEvent}, for readers that are not compiled with it. */
export const jobEventSchema = z
  .discriminatedUnion('event', [
    deed('job-accepted', { input: z.string(), output: z.string() }),
    deed('lock-taken', { recovered: z.boolean() }),
    deed('slot-taken', { waitedMs: ms, inUse: z.number().int(), capacity: z.number().int() }),
    deed('probed', {
      durationMs: ms.exactOptional(),
      video: z.string().exactOptional(),
      audio: z.string().exactOptional(),
    }),
    deed('strategy-chosen', { strategy, reason: z.string() }),
    deed('attempt-started', { strategy, pid, command: z.array(z.string()).readonly(), timeoutMs: ms }),
    deed('progress', { strategy, progress, fraction: z.number().exactOptional() }),
    deed('silent', { strategy, silentForMs: ms, working: z.boolean() }),
    deed('overslept', { strategy, lateByMs: ms }),
    deed('stalled', { strategy, stall }),
    deed('stopping', {
      strategy: strategy.exactOptional(),
      why: z.enum(['stalled', 'timeout', 'cancelled', 'leaked']),
    }),
    deed('unkillable', { strategy: strategy.exactOptional(), pid }),
    deed('attempt-ended', attempt.shape),
    deed('retrying', { strategy, reason: z.string() }),
    deed('slot-released', { heldMs: ms }),
    deed('publishing', { bytes }),
    deed('lock-released', {}),
    deed('recovered', { removed: z.array(z.string()).readonly() }),
    deed('warning', { message: z.string() }),
    deed('job-ended', { outcome }),
  ])
  .meta({
    title: 'stallproof event',
    description: 'What a supervisor tells while it works, one JSON object a line.',
  });

type Parsed = z.infer<typeof jobEventSchema>;

/** An event's name with all its fields. */
type Fields<E> = E extends { readonly event: infer Name } ? readonly [Name, keyof E] : never;

/** Does not compile unless each A is a B. */
type Agree<A extends B, B> = A;

/** Stops compiling when the schema and {@link JobEvent} drift apart: other names, fields or types. */
export type SchemaMirrorsEvents = [
  Agree<JobEvent, Parsed>,
  Agree<Fields<Parsed>, Fields<JobEvent>>,
  Agree<Fields<JobEvent>, Fields<Parsed>>,
];

/** The form of an event as JSON Schema (draft 2020-12). */
export function eventJsonSchema(): object {
  return z.toJSONSchema(jobEventSchema, { io: 'output', reused: 'ref' });
}
