import { z } from 'zod';
import { TRACE_VERSION, type TraceHeader } from './trace.js';

const ms = z.number().min(0);
const bytes = z.number().int().min(0);

/** Unknown keys are kept out, not refused: later versions may add some. */
const schema: z.ZodType<TraceHeader> = z.object({
  stallproof: z.literal('trace'),
  v: z.number().int(),
  startedAt: z.string(),
  job: z.string(),
  command: z.array(z.string()).readonly(),
  tool: z.string().exactOptional(),
  strategy: z.string().exactOptional(),
  machine: z
    .object({
      platform: z.string(),
      cpu: z.string(),
      cores: z.number().int(),
      memoryBytes: bytes,
      node: z.string(),
    })
    .exactOptional(),
  recording: z
    .object({
      sizeBytes: bytes.exactOptional(),
      durationMs: ms.exactOptional(),
      video: z.string().exactOptional(),
      audio: z.string().exactOptional(),
    })
    .exactOptional(),
  labels: z.record(z.string(), z.string()).exactOptional(),
  watch: z.object({ startupGraceMs: ms, stallTimeoutMs: ms, finaliseMs: ms }).exactOptional(),
});

/** All that is sure of the header of another version. */
const anyVersion = z.object({ stallproof: z.literal('trace'), v: z.number().int() });

/** @throws {Error} when the value is no header of a version that this program reads */
export function readHeader(value: unknown): TraceHeader {
  const { data: seen } = anyVersion.safeParse(value);
  if (seen !== undefined && seen.v !== TRACE_VERSION) {
    throw new Error(
      `a trace of version ${seen.v}; this program reads version ${TRACE_VERSION}: record anew, or use the version that wrote it`,
    );
  }
  const read = schema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new Error(`not the header of a trace: ${where === '' ? '' : `${where}: `}${issue?.message ?? ''}`);
  }
  return read.data;
}
