import { escapeControl } from '../base/escape.js';
import { isSharp, type Sharpness, trySharpness } from '../fuzz/sharpness.js';
import { sharpnessComplaints, sharpnessTable } from '../fuzz/sharpness-table.js';
import { CONTROL, SPECIMENS } from '../specimens/catalogue.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, printLine } from './io.js';
import type { SelftestOptions } from './selftest-options.js';
import { requireSpecimens, subjectNamed } from './specimen-subjects.js';

/** The same cases each time, unless another seed is asked for; this one comes to the shyest flaws early. */
const SEED = 2;

/** With any seed more than the shyest flaw has needed so far. */
const RUNS = 5_000;

/** Lets the fuzzer loose on the known-bad supervisors, and prints how long it took to catch each, and in how many steps. */
export async function playSharpness(
  names: readonly string[],
  { seed = SEED, runs = RUNS, json }: SelftestOptions,
  io: Io,
): Promise<ExitCode> {
  requireSpecimens(names);
  const wanted = [CONTROL, ...SPECIMENS].filter(({ name }) => names.length === 0 || names.includes(name));
  printLine(io.stderr, `seed ${seed}: up to ${runs} runs each, node ${process.version}`);
  const rows: Sharpness[] = [];
  for (const { name } of wanted) {
    const row = await tryOne(name, { seed, runs, signal: io.stop });
    if (row === undefined) {
      printLine(io.stderr, 'stallproof: interrupted');
      return EXIT.interrupted;
    }
    rows.push(row);
    const caught = row.caught === undefined ? 'not caught' : `caught by ${row.caught.oracle}`;
    printLine(io.stderr, `[${rows.length}/${wanted.length}] ${name}: ${caught}, ${row.runs} runs`);
  }
  const sharp = rows.every(isSharp);
  if (json === true)
    io.stdout.write(`${JSON.stringify({ v: 1, sharp, seed, rows: rows.map(plain) }, undefined, 2)}\n`);
  else {
    for (const line of sharpnessTable(rows)) printLine(io.stdout, line);
    for (const line of sharpnessComplaints(rows, seed)) printLine(io.stdout, escapeControl(line));
  }
  return sharp ? EXIT.ok : EXIT.failed;
}

async function tryOne(
  name: string,
  options: Parameters<typeof trySharpness>[1] & { readonly signal: AbortSignal },
): Promise<Sharpness | undefined> {
  const { simulated } = subjectNamed(name);
  if (simulated === undefined) throw new Error(`${name} does not run in simulated time`);
  const caughtBy = SPECIMENS.find((specimen) => specimen.name === name)?.caughtBy;
  try {
    return await trySharpness({ name, create: simulated, ...(caughtBy && { caughtBy }) }, options);
  } catch (error) {
    if (options.signal.aborted) return undefined;
    throw error;
  }
}

function plain({ caught, ...row }: Sharpness): object {
  if (caught === undefined) return row;
  const { fuzzCase: _, ...told } = caught;
  return { ...row, caught: told };
}
