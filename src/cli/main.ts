#!/usr/bin/env node
import { EXIT } from './exit-codes.js';
import type { Io, Output } from './io.js';
import { runProgram } from './program.js';
import { reportError } from './report-error.js';
import { stopSignals } from './stop-signals.js';

/**
 * What cannot be printed is lost, and nothing else: a reader may go away as `| head` does, a disk may fill up, a
 * terminal may close under a job that is being cancelled. None of it may end a job halfway.
 * @returns the first error that is more than a reader who has seen enough
 */
function surviveLosses(output: Output): () => NodeJS.ErrnoException | undefined {
  let loss: NodeJS.ErrnoException | undefined;
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') loss ??= error;
  });
  return () => loss;
}

/** Waits until what was printed has left this process; a pipe takes it in its own time. */
function flushed(output: Output): Promise<void> {
  return new Promise((resolve) => {
    if (output.destroyed) resolve();
    else output.write('', () => resolve());
  });
}

if (process.platform === 'win32') {
  process.stderr.write('stallproof: Windows is not supported; use Linux, or WSL.\n');
  process.exit(EXIT.usage);
}

const io: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  stop: stopSignals(),
};
const lossOfResults = surviveLosses(io.stdout);
surviveLosses(io.stderr);
const fail = (error: unknown): never => process.exit(reportError(error, io));
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const exitCode = await runProgram(process.argv.slice(2), io);
await Promise.all([flushed(io.stdout), flushed(io.stderr)]);
const loss = lossOfResults();
if (loss !== undefined) io.stderr.write(`stallproof: not all could be printed: ${loss.message}\n`);
// Whatever still holds this process, an abandoned pipe or a dead mount, was given up before.
process.exit(loss !== undefined && exitCode === EXIT.ok ? EXIT.failed : exitCode);
