import type { Evidence } from './evidence.js';
import { scaledMs } from './readings/moments.js';

/** Machine durations: what a correct subject may need beyond a deadline, however fast the scenario runs. */
export const TOLERANCE = {
  /** Clocks are read a moment after the deed, and rounded. */
  roundingMs: 2,
  /** A lateness guard and a last look at the silent process stand between a deadline and the kill. */
  reactionMs: 350,
  /** A tree is ended and buried within this of the decision, where nothing resists. */
  reapMs: 1_000,
  /** SIGTERM, half a second of patience, SIGKILL, and the burial. */
  cancelMs: 2_000,
  /** Death of the tree after SIGKILL of its supervisor. */
  orphanMs: 1_000,
  /** From the last death of one job to the first process of the next: the claim, and the start of a process. */
  slotMs: 50 + 250,
  /** Two processes seen alive together for less than this may be a death that was noticed late. */
  overlapMs: 50,
} as const;

/**
 * The lateness of the canary beyond which times prove nothing: the machine alone may then have made ffmpeg
 * look silent. Scripts keep 0.3 of a stall time between what is alive and what is not.
 */
export function canaryLimitMs(evidence: Evidence): number {
  return Math.min(500, 0.2 * scaledMs(evidence, evidence.scenario.watch.stallTimeoutMs));
}

/** Silence in which CPU time is measured: the kernel counts it in ticks of 10 ms, which must be few per cent of it. */
export const IDLE_WINDOW_MS = 600;

/** Whoever spins gets at least half a core, however many share it: noise never explains as much. */
const MOST_NOISE_SHARE = 0.25;

/** A share of a core, and what noise may add: time that the machine took away from a process is counted as its own. */
export function withNoiseShare(evidence: Evidence, share: number): number {
  return share + Math.min(MOST_NOISE_SHARE, evidence.canaryLateMs / IDLE_WINDOW_MS);
}

/** A machine bound for what the harness sees, and the noise that this run has shown. */
export function withNoiseMs(evidence: Evidence, boundMs: number): number {
  return boundMs + evidence.canaryLateMs;
}

/**
 * Between a cause and the subject's deed it is woken several times: by a timer, by a late timer's second look, by the
 * answer to a last sample, by a helper. Each of these waits for a core as long as the canary did.
 */
const WAKES_TO_ACT = 3;

/** A machine bound for what a subject does, and the noise that this run has shown. */
export function toActMs(evidence: Evidence, boundMs: number): number {
  return boundMs + WAKES_TO_ACT * evidence.canaryLateMs;
}

/** By how much a kill may be late: on processes for want of cores, in virtual time not at all. */
export function latenessSlackMs(evidence: Evidence): number {
  if (evidence.engine === 'virtual') return VIRTUAL_ROUNDING_MS;
  return toActMs(evidence, TOLERANCE.reactionMs);
}

/** By how much a kill may seem early, because a fake's own clock reading was late. */
export function earlinessSlackMs(evidence: Evidence): number {
  return evidence.engine === 'virtual' ? VIRTUAL_ROUNDING_MS : withNoiseMs(evidence, TOLERANCE.roundingMs);
}

/** Sums of fractions of a millisecond. */
const VIRTUAL_ROUNDING_MS = 1e-6;
