import { BaseSupervisor } from './base-supervisor.js';
import { anyLineIsProgress } from './flaws/any-line-is-progress.js';
import { armsOnFirstProgress } from './flaws/arms-on-first-progress.js';
import { artefactsOutOfOrder } from './flaws/artefacts-out-of-order.js';
import { assumesH264 } from './flaws/assumes-h264.js';
import { budgetPerRung } from './flaws/budget-per-rung.js';
import { climbsFromTheBottom } from './flaws/climbs-from-the-bottom.js';
import { countsStallsTwice } from './flaws/counts-stalls-twice.js';
import { forgetsLock } from './flaws/forgets-lock.js';
import { harmlessStderrExcuses } from './flaws/harmless-stderr-excuses.js';
import { ignoresCancel } from './flaws/ignores-cancel.js';
import { keepsAllStderr } from './flaws/keeps-all-stderr.js';
import { killsLeaderOnly } from './flaws/kills-leader-only.js';
import { lastIsCurrent } from './flaws/last-is-current.js';
import { leaksSlot } from './flaws/leaks-slot.js';
import { leavesOrphans } from './flaws/leaves-orphans.js';
import { lockExpires } from './flaws/lock-expires.js';
import { lockWithoutOwner } from './flaws/lock-without-owner.js';
import { naIsZero } from './flaws/na-is-zero.js';
import { neverTrustsAgain } from './flaws/never-trusts-again.js';
import { noGrace } from './flaws/no-grace.js';
import { pollsBusily } from './flaws/polls-busily.js';
import { pollsEachTick } from './flaws/polls-each-tick.js';
import { probeWithoutTimeout } from './flaws/probe-without-timeout.js';
import { readerSpins } from './flaws/reader-spins.js';
import { readsBuffersEarly } from './flaws/reads-buffers-early.js';
import { releasesTwice } from './flaws/releases-twice.js';
import { retriesEverything } from './flaws/retries-everything.js';
import { retriesStalls } from './flaws/retries-stalls.js';
import { saysNothing } from './flaws/says-nothing.js';
import { sharesTempName } from './flaws/shares-temp-name.js';
import { silenceIsAlwaysStall } from './flaws/silence-is-always-stall.js';
import { sleepCounts } from './flaws/sleep-counts.js';
import { staleErrorLog } from './flaws/stale-error-log.js';
import { timeoutOnly } from './flaws/timeout-only.js';
import { trustsExitZero } from './flaws/trusts-exit-zero.js';
import { waitsForClose } from './flaws/waits-for-close.js';
import { waitsForStderrEof } from './flaws/waits-for-stderr-eof.js';
import { writesInPlace } from './flaws/writes-in-place.js';
import type { BuiltSupervisor, Specimen } from './specimen.js';

/** Every known-bad supervisor: first the flaws of the origin, in its order, then what else is known to happen. */
export const SPECIMENS: readonly Specimen[] = [
  harmlessStderrExcuses,
  trustsExitZero,
  probeWithoutTimeout,
  killsLeaderOnly,
  retriesStalls,
  readerSpins,
  lockExpires,
  lockWithoutOwner,
  leavesOrphans,
  keepsAllStderr,
  waitsForStderrEof,
  silenceIsAlwaysStall,
  lastIsCurrent,
  assumesH264,
  artefactsOutOfOrder,
  staleErrorLog,
  readsBuffersEarly,
  pollsEachTick,
  anyLineIsProgress,
  naIsZero,
  timeoutOnly,
  armsOnFirstProgress,
  noGrace,
  sleepCounts,
  waitsForClose,
  retriesEverything,
  climbsFromTheBottom,
  budgetPerRung,
  leaksSlot,
  releasesTwice,
  writesInPlace,
  sharesTempName,
  forgetsLock,
  ignoresCancel,
  countsStallsTwice,
  saysNothing,
  pollsBusily,
  neverTrustsAgain,
];

/** The base itself. Whoever accuses it would accuse every specimen of what is none of its flaws. */
export const CONTROL: BuiltSupervisor = {
  name: 'control',
  create: (options) => new BaseSupervisor(options),
};

/** A specimen, or the control. */
export function builtSupervisor(name: string): BuiltSupervisor | undefined {
  return [CONTROL, ...SPECIMENS].find((each) => each.name === name);
}
