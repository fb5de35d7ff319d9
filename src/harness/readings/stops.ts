import type { Evidence } from '../evidence.js';
import { timeUpAtMs } from './budget.js';
import type { Invocation } from './invocations.js';
import { cancelledAtMs, gaveUpAtMs, harnessEvents, supervisorExits } from './moments.js';
import { rememberedOf } from './remembered.js';

/** How a process came to its end. */
export type Stop =
  | { readonly kind: 'alive' }
  | { readonly kind: 'own-will'; readonly atMs: number; readonly code?: number; readonly signal?: string }
  | { readonly kind: 'stopped'; readonly atMs: number; readonly why: StopReason };

/**
 * What explains the end of a process that did not end by itself. `judgement`: nothing but the subject's own
 * opinion, so it took the process for stalled.
 */
export type StopReason = 'judgement' | 'cancel' | 'total-timeout' | 'subject-ended' | 'harness';

/**
 * Two deaths within this are seen in any order: of a subject that kills and exits in one breath, and of the
 * victim. A machine duration.
 */
const SAME_BREATH_MS = 50;

/** Judged by what the process logged: one that was killed with SIGKILL started and never said `exiting`. */
export const stopOf = rememberedOf((evidence, process: Invocation): Stop => {
  const { pid, events } = process;
  const signalled = events.find((event) => event.kind === 'signalled' && event.pid === pid);
  const exiting = events.find((event) => event.kind === 'exiting' && event.pid === pid);
  if (signalled === undefined && exiting?.kind === 'exiting') {
    return {
      kind: 'own-will',
      atMs: exiting.atMs,
      ...(exiting.code === undefined ? {} : { code: exiting.code }),
      ...(exiting.signal === undefined ? {} : { signal: exiting.signal }),
    };
  }
  const atMs = signalled?.atMs ?? process.doomedAtMs;
  if (atMs === undefined) return { kind: 'alive' };
  return { kind: 'stopped', atMs, why: reasonOf(evidence, process, atMs) };
});

function reasonOf(evidence: Evidence, process: Invocation, atMs: number): StopReason {
  const gaveUp = gaveUpAtMs(evidence);
  if (gaveUp !== undefined && atMs >= gaveUp) return 'harness';
  if (outlivedSubject(evidence, process, atMs)) return 'subject-ended';
  const cancelled = cancelledAtMs(evidence, process.job);
  if (cancelled !== undefined && (atMs > cancelled || (atMs === cancelled && !diedFirst(evidence, process))))
    return 'cancel';
  return atMs >= timeUpAtMs(evidence, process) ? 'total-timeout' : 'judgement';
}

/** Of what happens at one instant, the order tells what can have been the cause of what; doomed is as good as dead. */
function diedFirst({ events }: Evidence, { pid, job }: Invocation): boolean {
  const first = events.find(
    ({ from, event }) =>
      from === 'harness' &&
      (((event.kind === 'process-gone' || event.kind === 'doomed') && event.pid === pid) ||
        (event.kind === 'machine' && event.action === 'cancel' && (event.job ?? job) === job)),
  );
  return first?.from === 'harness' && first.event.kind !== 'machine';
}

/** Ended because its supervisor had: by the kernel, by a guardian, or much later by the harness. */
function outlivedSubject(evidence: Evidence, { startedAtMs, job }: Invocation, atMs: number): boolean {
  const killed = harnessEvents(evidence, 'machine').find(
    (deed) => deed.action === 'kill' && deed.atMs >= startedAtMs,
  );
  if (killed !== undefined && atMs >= killed.atMs) return true;
  const exited = supervisorExits(evidence, job).find((exit) => exit.atMs >= startedAtMs);
  if (exited === undefined) return false;
  // Whoever dies by a signal killed nobody in that breath; whoever exits may have.
  return atMs > exited.atMs + (exited.signal === undefined ? SAME_BREATH_MS : -SAME_BREATH_MS);
}
