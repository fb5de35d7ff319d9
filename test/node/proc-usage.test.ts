import { afterEach, expect, it } from 'vitest';
import type { Usage } from '../../src/host/processes.js';
import { behaviours, reapAll, shell, spawn, until } from './real-world.js';

afterEach(reapAll);

it('counts what a process reads and writes', async () => {
  const { child, sink } = spawn(shell('head -c 5000000 /dev/zero; echo >&2; sleep 1000; true'));
  await until(() => sink.stderr !== '');
  const usage = await child.usage();
  expect(usage?.readBytes).toBeGreaterThanOrEqual(5_000_000);
  expect(usage?.writtenBytes).toBeGreaterThanOrEqual(5_000_000);
  expect(usage?.writtenBytes).toBeLessThan(6_000_000);
});

it('moves while a process works, and stands still while it waits', async () => {
  const busy = spawn(shell('while :; do :; done'));
  const idle = spawn(behaviours.endless);
  const idleBefore = await settled(idle.child.usage.bind(idle.child));
  const busyBefore = await busy.child.usage();
  await until(async () => ((await busy.child.usage())?.cpuMs ?? 0) > (busyBefore?.cpuMs ?? 0) + 50);
  expect((await busy.child.usage())?.states).toBe('R');
  expect(await idle.child.usage()).toEqual(idleBefore);
  expect(idleBefore.states).toBe('S');
});

it('tells what threads wait for', async () => {
  const { child } = spawn(behaviours.endless);
  const { waits } = await settled(() => child.usage());
  expect(waits).toEqual([expect.stringMatching(/^sleep:.*nanosleep/)]);
});

it('sums over the tree, and no member takes back what was counted', async () => {
  const { child, sink } = spawn(
    shell('(head -c 3000000 /dev/zero; echo >&2; exec sleep 1000) & echo $! ; wait'),
  );
  await until(() => sink.stderr !== '');
  await until(async () => (await child.usage())?.states === 'SS');
  const before = await child.usage();
  expect(before?.writtenBytes).toBeGreaterThanOrEqual(3_000_000);
  expect(before?.waits.length).toBe(2);
  process.kill(Number(/\d+/.exec(sink.stdout)?.[0]), 'SIGKILL');
  await until(() => sink.exited);
  expect(await child.usage()).toBeUndefined();
});

it('is undefined when the tree is gone', async () => {
  const { child, sink } = spawn(shell('exit 0'));
  await until(() => sink.exited);
  expect(await child.usage()).toBeUndefined();
});

it('shows a stopped process', async () => {
  const { child } = spawn(shell('kill -STOP $$; sleep 1000'));
  await until(async () => (await child.usage())?.states === 'T');
});

/** The first sample of a program that sleeps: its state is read before its wait, and it may fall asleep in between. */
async function settled(usage: () => Promise<Usage | undefined>): Promise<Usage> {
  let last: Usage | undefined;
  await until(async () => {
    last = await usage();
    return last?.states === 'S' && last.waits.some((wait) => /^sleep:.*nanosleep/.test(wait));
  });
  if (last === undefined) throw new Error('no usage');
  return last;
}
