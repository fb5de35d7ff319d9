import type { JobEvent, Tell } from './job.js';

/** Somebody acts on these: the recording is fed, and ended. */
const AWAITED: ReadonlySet<JobEvent['kind']> = new Set(['spawned', 'advanced']);

/**
 * Keeps back what nobody waits for until the job is over. Sending takes a good part of a millisecond here and wakes whoever
 * hears it, and both would fall into the time that is measured.
 */
export async function tellLate(tell: Tell, run: (tell: Tell) => Promise<void>): Promise<void> {
  const kept: JobEvent[] = [];
  try {
    await run((event) => {
      if (AWAITED.has(event.kind)) tell(event);
      else kept.push(event);
    });
  } finally {
    for (const event of kept) tell(event);
  }
}
