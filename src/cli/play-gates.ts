import { statSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_POLICY } from '../ffmpeg/policy.js';
import { findBrowser } from '../gates/browser/find-browser.js';
import { ToolGoneError } from '../gates/measure/bench.js';
import { InterruptedError } from '../gates/measure/run-tool.js';
import { summaryLines } from '../gates/report/summary.js';
import { writeReport } from '../gates/report/write-report.js';
import type { GatesResult } from '../gates/result.js';
import { NoRecordingsError, type GatesOptions as Run, runGates } from '../gates/run-gates.js';
import { clearCache } from '../gates/step-cache.js';
import { createNodeHost } from '../node/host.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { gatesDisplay } from './gates-display.js';
import type { GatesOptions } from './gates-options.js';
import { gateTools } from './gates-tools.js';
import { type Io, printLine } from './io.js';
import { policyFromFile } from './policy-file.js';
import { UsageError } from './usage-error.js';

/** Measures a corpus, writes the report, and says what it came to. */
export async function playGates(corpus: string, options: GatesOptions, io: Io): Promise<ExitCode> {
  checkFolder(corpus);
  for (const log of options.log) checkLog(log);
  const policy = options.policy === undefined ? DEFAULT_POLICY : policyFromFile(options.policy);
  const host = createNodeHost();
  const out = path.resolve(options.out);
  const cacheFolder = path.join(out, '.cache');
  if (options.fresh === true) clearCache(cacheFolder);
  const display = gatesDisplay(io);
  let result: GatesResult;
  try {
    result = await runGates({
      ...{ host, cacheFolder, policy, logs: options.log, signal: io.stop },
      corpus: path.resolve(corpus),
      tools: await gateTools(host, io, options.ffmpeg),
      browser: chosenBrowser(options, io),
      onProgress: display.see,
    });
  } catch (error) {
    display.close();
    if (error instanceof NoRecordingsError) {
      printLine(io.stderr, `stallproof: there are no recordings in ${corpus}`);
      return EXIT.nothingRan;
    }
    if (error instanceof ToolGoneError) {
      throw new UsageError(error.message, 'What was measured before is kept: repeat the command.');
    }
    if (!(error instanceof InterruptedError)) throw error;
    printLine(
      io.stderr,
      'stallproof: interrupted; what was measured is kept, and the next run goes on from there',
    );
    return EXIT.interrupted;
  }
  display.close();
  writeReport(out, result);
  for (const line of summaryLines(result)) printLine(io.stdout, line);
  printLine(io.stdout, `${path.join(options.out, 'report.md')} has the whole report`);
  return result.gate3.every(({ passed }) => Object.values(passed).every(Boolean)) ? EXIT.ok : EXIT.failed;
}

function chosenBrowser({ browser }: GatesOptions, io: Io): Run['browser'] {
  if (!browser) return { missing: 'left out (--no-browser)' };
  const executable = findBrowser(io.env);
  if (executable !== undefined) return { executable };
  return { missing: 'no Chromium on PATH; Debian has it as the package chromium' };
}

function checkFolder(corpus: string): void {
  if (statSync(corpus, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new UsageError(`${corpus} is no folder`, 'Name a folder with recordings in it.');
}

function checkLog(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return;
  throw new UsageError(`the access log ${file} is not there`, 'Name a file with --log.');
}
