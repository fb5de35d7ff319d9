import type { Evidence } from '../evidence.js';
import type { Invocation } from './invocations.js';
import { cancelledAtMs, gaveUpAtMs, harnessEvents, submittedAtMs, totalTimeoutMs } from './moments.js';

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
 * A subject that kills and exits in one breath is gone a moment before its victim is seen dead. A machine
 * duration.
 */
const SAME_BREATH_MS = 50;

/** Judged by what the process logged: one that was killed with SIGKILL started and never said `exiting`. */
export function stopOf(evidence: Evidence, process: Invocation): Stop {
  const own = process.events.filter(({ pid }) => pid === process.pid);
  const signalled = own.find((event) => event.kind === 'signalled');
  const exiting = own.find((event) => event.kind === 'exiting');
  if (signalled === undefined && exiting?.kind === 'exiting') {
    return {
      kind: 'own-will',
      atMs: exiting.atMs,
      ...(exiting.code === undefined ? {} : { code: exiting.code }),
      ...(exiting.signal === undefined ? {} : { signal: exiting.signal }),
    };
  }
  const atMs = signalled?.atMs ?? process.goneAtMs;
  if (atMs === undefined) return { kind: 'alive' };
  return { kind: 'stopped', atMs, why: reasonOf(evidence, process, atMs) };
}

function reasonOf(evidence: Evidence, process: Invocation, atMs: number): StopReason {
  const gaveUp = gaveUpAtMs(evidence);
  if (gaveUp !== undefined && atMs >= gaveUp) return 'harness';
  const exited = harnessEvents(evidence, 'subject-exited').find((exit) => exit.atMs >= process.startedAtMs);
  if (exited !== undefined && (exited.signal !== undefined || atMs > exited.atMs + SAME_BREATH_MS)) {
    if (atMs >= exited.atMs) return 'subject-ended';
  }
  const cancelled = cancelledAtMs(evidence, process.job);
  if (cancelled !== undefined && atMs >= cancelled) return 'cancel';
  const submitted = submittedAtMs(evidence, process.job);
  if (submitted !== undefined && atMs >= submitted + totalTimeoutMs(evidence, process.job)) {
    return 'total-timeout';
  }
  return 'judgement';
}
