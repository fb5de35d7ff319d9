import { fileURLToPath } from 'node:url';
import { escapeControl } from '../base/escape.js';
import { HarnessLeakError } from '../harness/engines/process/leftovers.js';
import { loadSubject } from '../harness/subject-manifest.js';
import { selectScenarios } from '../scenario/catalogue.js';
import { selftestComplaints, selftestLine, selftestMatrix } from '../selftest/matrix.js';
import { isRight, runSelftest, type SelftestRow } from '../selftest/run-selftest.js';
import { checkTempFolder } from './check-temp-folder.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { columnsOf, type Io, printLine } from './io.js';
import { DEFAULT_SUBJECT } from './run-options.js';
import type { SelftestOptions } from './selftest-options.js';
import { requireSpecimens } from './specimen-subjects.js';

/** Plays the known-bad supervisors and prints who caught them. */
export async function playSelftest(
  names: readonly string[],
  options: SelftestOptions,
  io: Io,
): Promise<ExitCode> {
  requireSpecimens(names);
  checkTempFolder();
  let rows: SelftestRow[];
  try {
    rows = await runSelftest({
      scenarios: selectScenarios({}),
      production: loadSubject(DEFAULT_SUBJECT),
      fakesFolder: fileURLToPath(new URL('../fake-ffmpeg/bin', import.meta.url)),
      cli: fileURLToPath(new URL('./main.js', import.meta.url)),
      quick: options.quick === true,
      signal: io.stop,
      ...(names.length > 0 && { names }),
      onRow: (row, number, total) => printLine(io.stderr, `[${number}/${total}] ${selftestLine(row)}`),
    });
  } catch (error) {
    if (!io.stop.aborted || error instanceof HarnessLeakError) throw error;
    printLine(io.stderr, 'stallproof: interrupted; every process was ended');
    return EXIT.interrupted;
  }
  const sharp = rows.every(isRight);
  if (options.json === true) {
    const plain = rows.map(({ specimen, ...row }) => ({ ...row, caughtBy: specimen?.caughtBy }));
    io.stdout.write(`${JSON.stringify({ v: 1, sharp, rows: plain }, undefined, 2)}\n`);
    return sharp ? EXIT.ok : EXIT.failed;
  }
  for (const line of selftestMatrix(rows, columnsOf(io.stdout))) printLine(io.stdout, line);
  printLine(io.stdout, '');
  for (const line of selftestComplaints(rows)) printLine(io.stdout, escapeControl(line));
  const caught = rows.filter((row) => row.specimen !== undefined && isRight(row)).length;
  const specimens = rows.filter(({ specimen }) => specimen !== undefined).length;
  printLine(
    io.stdout,
    `${caught} of ${specimens} known-bad supervisors were caught by the oracle that concerns them`,
  );
  return sharp ? EXIT.ok : EXIT.failed;
}
