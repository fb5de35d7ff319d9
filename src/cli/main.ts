#!/usr/bin/env node
import { EXIT } from './exit-codes.js';
import type { Io, Output } from './io.js';
import { runProgram } from './program.js';
import { reportError } from './report-error.js';
import { stopSignals } from './stop-signals.js';

/** A reader that has gone away, as `| head` does, ends the printing and nothing else. */
function survivePipeEnd(output: Output): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Waits until what was printed has left this process; a pipe takes it in its own time. */
function flushed(output: Output): Promise<void> {
  return new Promise((resolve) => {
    if (output.destroyed || output.writableLength === 0) resolve();
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
for (const output of [io.stdout, io.stderr]) survivePipeEnd(output);
const fail = (error: unknown): never => process.exit(reportError(error, io));
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const exitCode = await runProgram(process.argv.slice(2), io);
await Promise.all([flushed(io.stdout), flushed(io.stderr)]);
// Whatever still holds this process, an abandoned pipe or a dead mount, was given up before.
process.exit(exitCode);
