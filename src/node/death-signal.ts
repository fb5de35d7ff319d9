import { spawnSync } from 'node:child_process';
import { whyNotExecutable } from './executable.js';

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'];

/** The probe runs a program that does nothing; anything slower than this is broken. */
const PROBE_LIMIT_MS = 2_000;

let launcher: readonly string[] | undefined;

/**
 * What to put before a command so that the kernel kills it when the thread that spawned it ends:
 * PR_SET_PDEATHSIG through util-linux' setpriv, which replaces itself by the command and so keeps the pid.
 * It reaches the command alone, not its children. Empty where that does not work; probed until one probe ran.
 */
export function deathSignalLauncher(): readonly string[] {
  if (launcher !== undefined) return launcher;
  const setpriv = SETPRIV.find((path) => whyNotExecutable(path) === undefined);
  if (process.platform !== 'linux' || setpriv === undefined) {
    launcher = [];
    return launcher;
  }
  const options = ['--pdeathsig', 'KILL', '--'];
  const probe = spawnSync(setpriv, [...options, '/bin/true'], { stdio: 'ignore', timeout: PROBE_LIMIT_MS });
  // A probe that could not be started, for want of memory or files, says nothing about setpriv.
  if (probe.status !== null) launcher = probe.status === 0 ? [setpriv, ...options] : [];
  return launcher ?? [];
}
