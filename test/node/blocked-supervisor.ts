import type { FileOperations } from '../../src/host/files.js';
import { createNodeFiles } from '../../src/node/files.js';
import { LocalFiles } from '../../src/node/local-files.js';

/**
 * A supervisor whose files do not answer: flushes the FIFO `argv[3]` six times, then something that can be flushed, says
 * whether that was answered, and ends as `argv[4]` says. `argv[2]` chooses how it reaches files.
 */
const [, , reach, fifo = '', end] = process.argv;
const files: FileOperations = reach === 'local' ? new LocalFiles() : createNodeFiles();
for (let i = 0; i < 6; i++) files.sync(fifo).catch(() => {});
const patience = setTimeout(() => tell('blocked'), reach === 'local' ? 1_000 : 20_000);
void files.syncFolder('/').then(() => tell('answered'));

function tell(what: string): void {
  clearTimeout(patience);
  process.stdout.write(`${what}\n`);
  if (end === 'exit') process.exit(0);
}
