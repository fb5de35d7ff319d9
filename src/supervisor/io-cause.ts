import type { Cause } from './outcome.js';

/** The cause of a job that a file operation of the supervisor's own has ended. */
export function ioCause(what: string, error: unknown): Cause {
  const full = (error as { code?: unknown }).code === 'ENOSPC';
  return {
    kind: full ? 'no-space' : 'io-error',
    message: `${full ? 'no space' : 'io error'}: ${what}: ${messageOf(error)}`,
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
