import { closeSync, openSync } from 'node:fs';
import { createNodeHost } from '../../src/node/host.js';
import { RecordingSink } from '../host-contract/recording-sink.js';

/**
 * Runs out of file descriptors while it supervises, and prints what its host says then, as JSON. Its limit is set
 * from outside.
 */
const { processes } = createNodeHost();
const runningSink = new RecordingSink();
const escapee = "setsid sh -c 'sleep 1000 >/dev/null 2>&1 &'; exit 0";
const running = processes.spawn({ file: '/bin/sh', args: ['-c', escapee] }, runningSink);
await until(() => runningSink.closed);

const taken: number[] = [];
try {
  for (;;) taken.push(openSync('/dev/null', 'r'));
} catch {
  // None left: that is the point.
}
const starved = new RecordingSink();
processes.spawn({ file: '/bin/true', args: [] }, starved);
const alive = running.treeAlive();
const usage = await running.usage();
let identity = 'answered';
try {
  processes.identity(process.ppid);
} catch {
  identity = 'threw';
}
running.signal('SIGTERM');
await until(() => starved.closed);

for (const fd of taken) closeSync(fd);
const fed = new RecordingSink();
processes.spawn({ file: '/bin/true', args: [] }, fed);
await until(() => fed.closed);
const aliveAfterwards = running.treeAlive();
running.signal('SIGKILL');
await until(() => !running.treeAlive());
const report = {
  alive,
  usage: usage ?? null,
  identity,
  starved: starved.status,
  fed: fed.status,
  aliveAfterwards,
};
process.stdout.write(JSON.stringify(report));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
