import { createNodeHost } from '../../src/node/host.js';

/**
 * A supervisor to be killed: starts what its arguments say (one shell script each) and lives on for as long as
 * they do. It says `ready` when every child has written something, and then abandons those that say so.
 */
const host = createNodeHost();
const scripts = process.argv.slice(2);
let heard = 0;
for (const script of scripts) {
  let first = true;
  const child = host.processes.spawn(
    { file: '/bin/sh', args: ['-c', script] },
    {
      onStdout: () => {
        if (!first) return;
        first = false;
        heard += 1;
        if (heard === scripts.length) process.stdout.write('ready\n');
        if (script.includes('# abandon')) child.abandon();
      },
      onStderr: () => {},
      onExit: () => {},
      onClose: () => {},
    },
  );
}
