import { readProc } from '../../../node/proc-stat.js';
import { type Parting, signalName } from './parting.js';

/** Of `/proc/PID/stat`, counted behind the name: the status that a parent gets from `wait`. */
const EXIT_STATUS_FIELD = 49;

/**
 * How a process ended that nobody has waited for yet: the whole truth, for the moment in which it can be seen.
 * Undefined when it runs, or is gone already.
 */
export function readZombie(pid: number): Parting | undefined {
  const text = readProc(`/proc/${pid}/stat`)?.toString('latin1');
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  if (fields[0] !== 'Z') return undefined;
  const status = Number(fields[EXIT_STATUS_FIELD]);
  const signal = status & 0x7f;
  return signal === 0 ? { code: (status >> 8) & 0xff } : { signal: signalName(signal) };
}
