import { closeSync, openSync } from 'node:fs';
import { createNodeFiles } from '../../src/node/files.js';

/**
 * Runs out of file descriptors, and prints as JSON what files say with none left, with one, and so on, and in the end
 * with all. Its limit is set from outside.
 */
const taken: number[] = [];
try {
  for (;;) taken.push(openSync('/dev/null', 'r'));
} catch {
  // None left: that is the point.
}
const starved: string[] = [];
while (starved.length < 24) {
  starved.push(await ask());
  closeSync(taken.pop() ?? 0);
}
for (const fd of taken) closeSync(fd);
process.stdout.write(JSON.stringify({ starved, fed: await ask() }));

/** Of files that have no helper yet. */
function ask(): Promise<string> {
  return createNodeFiles()
    .stat('/')
    .then(
      (found) => found?.kind ?? 'absent',
      (error: { code: string }) => error.code,
    );
}
