import type { Clock } from '../../../host/clock.js';

const LOOK_EVERY_MS = 3;

export function sleep(clock: Clock, forMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(forMs, resolve);
  });
}

/** Looks every few ms. @returns whether the condition came true within the bound. */
export async function waitUntil(clock: Clock, boundMs: number, condition: () => boolean): Promise<boolean> {
  const endMs = clock.now() + boundMs;
  while (!condition()) {
    if (clock.now() >= endMs) return false;
    await sleep(clock, LOOK_EVERY_MS);
  }
  return true;
}
