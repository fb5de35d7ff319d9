import type { RemuxOutcome } from '../supervisor/outcome.js';

/** What the process's exit code says. Part of the public interface: a code never changes its meaning. */
export const EXIT = {
  /** The job was published; every oracle held. */
  ok: 0,
  /** A job failed; an oracle was violated. */
  failed: 1,
  /** No oracle was violated, but some could not be judged: the machine was too noisy. */
  inconclusive: 2,
  /** No scenario was chosen. */
  nothingRan: 3,
  /** Bad command line, configuration, path or scenario file. Nothing was done. */
  usage: 4,
  /** The harness left a process behind: its verdicts cannot be trusted. */
  leaked: 5,
  /** The same scenario gave two verdicts. */
  notDeterministic: 6,
  /** A bug in this program. */
  internal: 70,
  /** Another living job holds the lock. */
  busy: 75,
  /** Stopped by SIGINT, SIGTERM or SIGHUP. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(outcome: RemuxOutcome): ExitCode {
  switch (outcome.kind) {
    case 'published':
      return EXIT.ok;
    case 'busy':
      return EXIT.busy;
    case 'cancelled':
      return EXIT.interrupted;
    default:
      return EXIT.failed;
  }
}
