import { expect, it } from 'vitest';
import { meteredHost } from '../../../src/bench/processes/metered-host.js';
import type { ChildSink, Command } from '../../../src/host/processes.js';
import { createNodeHost } from '../../../src/node/host.js';

const host = createNodeHost();

function sink(said: string[], done: () => void): ChildSink {
  return {
    onStdout: (bytes) => said.push(`out ${Buffer.from(bytes).toString()}`),
    onStderr: () => {},
    onExit: (status) => said.push(`exit ${status.kind}`),
    onClose: done,
  };
}

function play(command: Command, said: string[]): Promise<void> {
  return new Promise((resolve) => {
    const metered = meteredHost(
      host,
      ({ file }) => {
        said.push(`spawning ${file}`);
        if (file !== '/bin/sh') return undefined;
        return {
          onStdout: (bytes) => said.push(`metered ${bytes.length}`),
          onExit: () => said.push('metered exit'),
          onKill: () => said.push('metered kill'),
        };
      },
      (_command, pid) => said.push(`spawned ${typeof pid}`),
    );
    const child = metered.processes.spawn(command, sink(said, resolve));
    if (command.args.includes('sleep 60')) child.signal('SIGKILL');
  });
}

it('tells of everything before the supervisor hears it', async () => {
  const said: string[] = [];
  await play({ file: '/bin/sh', args: ['-c', 'printf abc'] }, said);
  expect(said.slice(0, 2)).toEqual(['spawning /bin/sh', 'spawned number']);
  // Bytes may follow the exit; each is metered right before it is heard.
  expect(said[said.indexOf('metered 3') + 1]).toBe('out abc');
  expect(said[said.indexOf('metered exit') + 1]).toBe('exit code');
});

it('tells of a kill before it is sent', async () => {
  const said: string[] = [];
  await play({ file: '/bin/sh', args: ['-c', 'sleep 60'] }, said);
  expect(said.slice(1)).toEqual(['spawned number', 'metered kill', 'metered exit', 'exit signal']);
});

it('leaves others alone', async () => {
  const said: string[] = [];
  await play({ file: '/bin/true', args: [] }, said);
  expect(said).toEqual(['spawning /bin/true', 'exit code']);
});
