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

function waitMs(operation: string): number {
  return operation.startsWith('sync') ? MACHINE.syncMs : MACHINE.fileOperationMs;
}
