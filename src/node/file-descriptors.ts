import { closeSync, openSync } from 'node:fs';

/** More than any start of a process takes. */
const ENOUGH = 16;

/**
 * Whether there are enough file descriptors to start a process. To be asked first: when they run out in the middle
 * of a start, Node keeps those that it had taken already, for ever.
 */
export function enoughDescriptors(): boolean {
  const taken: number[] = [];
  try {
    while (taken.length < ENOUGH) taken.push(openSync('/dev/null', 'r'));
    return true;
  } catch {
    return false;
  } finally {
    for (const descriptor of taken) closeSync(descriptor);
  }
}
