import { spawn } from 'node:child_process';
import type { MediaState } from '../script/media-state.js';
import type { ForkedChild } from '../script/op.js';
import type { Step } from '../script/step.js';
import type { Role } from './role.js';

/** The environment variable that makes this program a descendant; its value is a {@link Descent} as JSON. */
export const DESCENT_VARIABLE = 'STALLPROOF_FAKE_DESCENT';

/** What a descendant has to know. */
export interface Descent {
  readonly role: Role;
  readonly steps: readonly Step[];
  readonly media: MediaState;
}

/**
 * Starts this program once more. The tether is handed down open, so that there is no moment in which the
 * parent is dead and the descendant does not hold it yet.
 */
export function forkDescendant(
  child: ForkedChild,
  from: { readonly role: Role; readonly media: MediaState; readonly tetherFd: number | undefined },
): number | undefined {
  const descent: Descent = { role: from.role, steps: child.steps, media: from.media };
  const stream = child.holdsPipes ? 'inherit' : 'ignore';
  const descendant = spawn(process.execPath, [process.argv[1] ?? ''], {
    stdio: ['ignore', stream, stream, from.tetherFd ?? 'ignore'],
    detached: child.newSession,
    env: { ...process.env, [DESCENT_VARIABLE]: JSON.stringify(descent) },
  });
  descendant.unref();
  return descendant.pid;
}

/** What this process has to be as a descendant; undefined when it is none. */
export function readDescent(env: Readonly<Record<string, string | undefined>>): Descent | undefined {
  const text = env[DESCENT_VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as Descent);
}
