import { BUSY_SHARE, IO_FLOOR_BYTES } from '../watchdog/signs-of-life.js';
import type { StallReport } from './outcome.js';

/** What speaks for a killed process, the strongest sign first. */
export const FALSE_KILL_SIGNS = ['finalising', 'io', 'cpu'] as const;

export type FalseKillSign = (typeof FALSE_KILL_SIGNS)[number];

/**
 * Why the kill of a stalled process may have been wrong: in the silence that it was killed for it still showed work.
 * - `finalising`: it had said that it was at its end, or was seen at work more than once, and took longer than the
 *   finalise bound allows or then fell silent;
 * - `io`: it moved at least {@link IO_FLOOR_BYTES} beyond what it wrote to the supervisor;
 * - `cpu`: it used at least a fifth of a core. An endless loop looks like that too, so this sign alone is weak.
 *
 * A suspect is a reason to look, and no proof. Undefined where nothing speaks for the process, it had been stopped from
 * outside, or the platform shows no counters.
 */
export function falseKillSign(stall: StallReport): FalseKillSign | undefined {
  if (stall.class === 'finalising') return 'finalising';
  if (stall.class === 'stopped') return undefined;
  if ((stall.ioBytes ?? 0) >= IO_FLOOR_BYTES) return 'io';
  if (stall.class === 'spinning') return 'cpu';
  return (stall.cpuMs ?? 0) >= stall.silentForMs * BUSY_SHARE && stall.silentForMs > 0 ? 'cpu' : undefined;
}
