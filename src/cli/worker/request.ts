import { z } from 'zod';
import { wording } from '../../scenario/wording.js';

const text = z.string().min(1).max(4096);

/** One recording to publish. Relative paths start at the worker's working directory. */
export const jobRequestSchema = z.strictObject({
  id: text.optional().describe('Named in the answer and in `cancel`; a random one when absent'),
  input: z
    .union([text, z.array(text).min(1).max(1000)])
    .describe('The recording, or a list of its parts in order'),
  output: text.describe('The MP4 to publish'),
  recordingId: text.optional(),
  serviceRef: text.optional(),
});

const cancelRequestSchema = z.strictObject({ cancel: text.describe('The id of the job to cancel') });

export type JobRequest = z.infer<typeof jobRequestSchema>;

export type Request =
  | { readonly kind: 'job'; readonly job: JobRequest }
  | { readonly kind: 'cancel'; readonly id: string }
  /** `id` where the line named one, so that the sender can tell which request it was. */
  | { readonly kind: 'bad'; readonly error: string; readonly id?: string };

/** Reads one line of a worker's stdin. */
export function readRequest(line: string): Request {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'bad', error: 'not JSON: write one JSON object a line' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'bad', error: 'not an object: write {"input": …, "output": …} or {"cancel": …}' };
  }
  if ('cancel' in value) {
    const cancel = cancelRequestSchema.safeParse(value, { error: wording });
    return cancel.success
      ? { kind: 'cancel', id: cancel.data.cancel }
      : { kind: 'bad', error: wrongs(cancel.error) };
  }
  const job = jobRequestSchema.safeParse(value, { error: wording });
  if (job.success) return { kind: 'job', job: job.data };
  const id = 'id' in value && typeof value.id === 'string' ? { id: value.id.slice(0, 200) } : {};
  return { kind: 'bad', error: wrongs(job.error), ...id };
}

function wrongs(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
