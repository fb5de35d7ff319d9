import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeControl } from '../base/escape.js';
import type { RemuxPolicy } from '../ffmpeg/policy.js';
import { type PolicyChange, policyDiff } from '../gates/policy/policy-diff.js';
import { policyText } from '../gates/policy/policy-text.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { ApplyOptions } from './gates-options.js';
import { type Io, printLine } from './io.js';
import { policyFromFile } from './policy-file.js';
import { UsageError } from './usage-error.js';

/** Where a clone keeps the policy that is shipped; an installed package has no sources. */
const SHIPPED = fileURLToPath(new URL('../../src/ffmpeg/default-policy.json', import.meta.url));

/** Shows what the gates change in a policy, line by line with the evidence, and writes it. */
export function applyGates(options: ApplyOptions, io: Io): ExitCode {
  const target = options.to === undefined ? shippedPolicy() : path.resolve(options.to);
  const proposed = policyFromFile(path.join(options.from, 'policy.json'));
  const today = existsSync(target) ? policyFromFile(target) : undefined;
  const changes = today === undefined ? [] : policyDiff(today, proposed);
  for (const line of today === undefined ? [`${target} is new`] : changeLines(changes)) {
    printLine(io.stdout, escapeControl(line));
  }
  if (options.dryRun === true) return EXIT.ok;
  if (today === undefined || changes.length > 0) writePolicy(target, proposed);
  if (options.adr !== undefined) copyRecord(path.join(options.from, 'adr.md'), options.adr);
  printLine(
    io.stdout,
    changes.length === 0 && today !== undefined ? 'nothing to apply' : `applied to ${target}`,
  );
  return EXIT.ok;
}

function shippedPolicy(): string {
  if (existsSync(SHIPPED)) return SHIPPED;
  throw new UsageError(
    'an installed package keeps the policy that it was shipped with',
    'Write one of your own with --to FILE, and use it with --policy FILE.',
  );
}

/** First what a supervisor will do differently, then what is only known better. */
function changeLines(changes: readonly PolicyChange[]): string[] {
  const [deeds, words] = [
    changes.filter(({ decides }) => decides),
    changes.filter(({ decides }) => !decides),
  ];
  return [
    `${deeds.length} changes of what is decided, ${words.length} of what is known about it`,
    ...deeds.flatMap(linesOf),
    ...words.flatMap(linesOf),
  ];
}

function linesOf({ where, before, after, evidence }: PolicyChange): string[] {
  return [
    where,
    ...(before === undefined ? [] : [`  - ${before}`]),
    ...(after === undefined ? [] : [`  + ${after}`]),
    ...(evidence === '' ? [] : [`  because ${evidence}`]),
  ];
}

function writePolicy(target: string, policy: RemuxPolicy): void {
  try {
    writeFileSync(target, policyText(policy));
  } catch (error) {
    throw new UsageError(`${target} cannot be written: ${(error as Error).message}`);
  }
}

function copyRecord(from: string, to: string): void {
  try {
    writeFileSync(to, numberedAfter(to, readFileSync(from, 'utf8')));
  } catch (error) {
    throw new UsageError(`the decision record cannot be written: ${(error as Error).message}`);
  }
}

/** Records are called `0010-what-it-is-about.md`, and begin with their number. */
function numberedAfter(file: string, record: string): string {
  const number = /^0*(\d+)-/.exec(path.basename(file))?.[1];
  return number === undefined ? record : record.replace(/^# /, `# ${number}. `);
}
