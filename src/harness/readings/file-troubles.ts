import { MACHINE } from '../../supervisor/config.js';
import type { Evidence } from '../evidence.js';
import { harnessEvents } from './moments.js';
import { remembered } from './remembered.js';

/**
 * Machine time that a correct subject may spend on file operations that hung or took their time: it bounds each wait,
 * and leaves a mount alone for a while that did not answer.
 */
export const fileDelayMs = remembered((evidence): number =>
  harnessEvents(evidence, 'file-trouble')
    .filter(({ fate }) => fate !== 'fails')
    .reduce((sum, { operation }) => sum + waitMs(operation) + MACHINE.mountPauseMs, 0),
);

/** Whether file operations failed or did not come back, so that files may not be as the subject wants them. */
export function filesFailed(evidence: Evidence): boolean {
  return harnessEvents(evidence, 'file-trouble').length > 0;
}

/**
 * When removals of that name took effect that a supervisor had asked for and did not live to see. A request that is under
 * way to a disk or a server outlives whoever made it. It removes what stands under the name by then, be it the lock of
 * the next supervisor: no file system removes a name only if it still is a certain file, so nobody can guard against it.
 */
export function orphanedRemovals(evidence: Evidence, name: string): readonly number[] {
  const kills = harnessEvents(evidence, 'machine').filter(({ action }) => action === 'kill');
  return harnessEvents(evidence, 'file-trouble').flatMap((trouble) => {
    const { operation, takesMs, atMs } = trouble;
    if (operation !== 'remove' || trouble.name !== name || takesMs === undefined) return [];
    const effectMs = atMs + takesMs;
    return kills.some((kill) => kill.atMs >= atMs && kill.atMs <= effectMs) ? [effectMs] : [];
  });
}

function waitMs(operation: string): number {
  return operation.startsWith('sync') ? MACHINE.syncMs : MACHINE.fileOperationMs;
}
