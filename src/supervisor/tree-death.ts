import type { Cancel, Clock } from '../host/clock.js';
import type { Child } from '../host/processes.js';

/** A death is looked for at once, then at growing intervals: most trees are gone within milliseconds. */
const FIRST_LOOK_MS = 1;
const SLOWEST_LOOK_MS = 50;
const PATIENT_LOOK_MS = 1_000;

/** A tree that lives longer than this after SIGKILL may have forked between being found and being killed. */
const KILL_AGAIN_AFTER_MS = 16;

/** Waits for the death of a whole tree. */
export interface TreeDeath {
  /** Looks now, because something happened. */
  look(): void;
  stop(): void;
}

/**
 * For a tree that was sent SIGKILL. Calls `gone` once, as soon as no process of it runs; `overdue` once when that takes longer than
 * `boundMs`, after which it goes on looking, patiently.
 */
export function awaitTreeDeath(
  clock: Clock,
  child: Child,
  boundMs: number,
  on: { gone: () => void; overdue: () => void },
): TreeDeath {
  const startedAtMs = clock.now();
  let waitMs = FIRST_LOOK_MS;
  let overdue = false;
  let cancel: Cancel = () => {};
  let stopped = false;
  const look = (): void => {
    if (stopped) return;
    cancel();
    if (!child.treeAlive()) {
      stopped = true;
      on.gone();
      return;
    }
    if (waitMs >= KILL_AGAIN_AFTER_MS) child.signal('SIGKILL');
    if (!overdue && clock.now() - startedAtMs >= boundMs) {
      overdue = true;
      waitMs = PATIENT_LOOK_MS;
      on.overdue();
      if (stopped) return;
    }
    cancel = clock.schedule(waitMs, look);
    if (!overdue) waitMs = Math.min(waitMs * 2, SLOWEST_LOOK_MS);
  };
  look();
  return {
    look,
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}
