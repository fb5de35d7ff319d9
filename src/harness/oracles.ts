import type { Oracle } from './oracle.js';
import { artefactsTellTheTruth } from './oracles/artefacts-tell-the-truth.js';
import { asExpected } from './oracles/as-expected.js';
import { boundedMemory } from './oracles/bounded-memory.js';
import { cancelPropagates } from './oracles/cancel-propagates.js';
import { detectsStall } from './oracles/detects-stall.js';
import { heartbeatIsNotProgress } from './oracles/heartbeat-is-not-progress.js';
import { idleWhileWaiting } from './oracles/idle-while-waiting.js';
import { ladderOrder } from './oracles/ladder-order.js';
import { noFalseKill } from './oracles/no-false-kill.js';
import { noLitter } from './oracles/no-litter.js';
import { noPartialPublish } from './oracles/no-partial-publish.js';
import { nothingLeftRunning } from './oracles/nothing-left-running.js';
import { settles } from './oracles/settles.js';
import { singleWriter } from './oracles/single-writer.js';
import { slotReleased } from './oracles/slot-released.js';
import { stallCountedOnce } from './oracles/stall-counted-once.js';
import { stallIsFinal } from './oracles/stall-is-final.js';
import { survivesItsOwnDeath } from './oracles/survives-its-own-death.js';
import { tellsWhy } from './oracles/tells-why.js';

/** The contract of a supervisor, line by line. */
export const ORACLES: readonly Oracle[] = [
  settles,
  asExpected,
  detectsStall,
  noFalseKill,
  heartbeatIsNotProgress,
  stallIsFinal,
  ladderOrder,
  nothingLeftRunning,
  slotReleased,
  noLitter,
  noPartialPublish,
  singleWriter,
  artefactsTellTheTruth,
  stallCountedOnce,
  tellsWhy,
  idleWhileWaiting,
  boundedMemory,
  cancelPropagates,
  survivesItsOwnDeath,
];
