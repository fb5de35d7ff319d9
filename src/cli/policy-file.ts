import { readFileSync } from 'node:fs';
import type { RemuxPolicy } from '../ffmpeg/policy.js';
import { PolicyError, readPolicy } from '../ffmpeg/policy-schema.js';
import { UsageError } from './usage-error.js';

/** More than a policy ever is. */
const MOST_CHARS = 4 * 1024 * 1024;

/** @throws UsageError that says what is wrong, and where */
export function policyFromFile(file: string): RemuxPolicy {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `the policy ${file} cannot be read: ${(error as Error).message}`,
      'Give the path of a policy file, as `stallproof gates` writes it.',
    );
  }
  if (text.length > MOST_CHARS) throw new UsageError(`${file} is too large for a policy`);
  try {
    return readPolicy(text, file);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new UsageError(error.message, 'Every field is described by `stallproof schema policy`.');
  }
}
