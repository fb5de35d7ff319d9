import { afterEach, expect, it } from 'vitest';
import { isRunning, readStat } from '../../src/node/proc-stat.js';
import {
  behaviours,
  leadsGroup,
  pidsOf,
  reapAll,
  shell,
  sleepers,
  spawn,
  until,
  world,
} from './real-world.js';

afterEach(reapAll);

let markCount = 0;
/** A number of seconds that no other sleep on this machine has. */
const newMark = (): string => `${process.pid}${++markCount}.25`;

it('reaches the whole group with one signal', async () => {
  const mark = newMark();
  const { child, sink } = spawn(shell(`sleep ${mark} & sleep ${mark} & sleep ${mark} & wait`));
  await until(() => sleepers(mark).length === 3);
  child.signal('SIGKILL');
  await until(() => sink.closed);
  await until(() => !child.treeAlive());
  expect(pidsOf(mark)).toEqual([]);
});

it('finds a descendant that left the group, closed the pipes and lost its parent', async () => {
  const mark = newMark();
  const { child, sink } = spawn(shell(`setsid sh -c 'sleep ${mark} >/dev/null 2>&1 &'; exit 0`));
  await until(() => sink.closed);
  expect(child.treeAlive()).toBe(true);
  expect(pidsOf(mark)).toHaveLength(1);
  expect(child.signal('SIGKILL')).toBe(true);
  await until(() => !child.treeAlive());
  expect(pidsOf(mark)).toEqual([]);
  expect(child.signal('SIGKILL')).toBe(false);
});

it('reaches group and escapees alike while the leader runs', async () => {
  const mark = newMark();
  const { child, sink } = spawn(shell(`setsid sleep ${mark} & setsid sleep ${mark} & sleep ${mark}; true`));
  await until(() => sleepers(mark).length === 3 && sleepers(mark).filter(leadsGroup).length === 2);
  child.signal('SIGKILL');
  await until(() => sink.exited && !child.treeAlive());
  expect(pidsOf(mark)).toEqual([]);
});

it('follows parents to an escapee that dropped its environment', async () => {
  const mark = newMark();
  const { child } = spawn(shell(`env -i setsid sleep ${mark} & wait`));
  await until(() => sleepers(mark).some(leadsGroup));
  // A supervisor samples the usage while ffmpeg is silent; that is when the tree is looked at.
  await until(() => child.usage().then((usage) => usage?.states === 'SS'));
  child.signal('SIGKILL');
  await until(() => !child.treeAlive());
  expect(pidsOf(mark)).toEqual([]);
});

it('sends a polite signal to each process once', async () => {
  const count = 'n=0; trap "n=\\$((n+1)); echo got \\$n" TERM; echo up; while :; do sleep 0.02; done';
  const { child, sink } = spawn(shell(`setsid sh -c '${count}' & ${count}`));
  await until(() => sink.stdout.split('up').length === 3);
  expect(child.signal('SIGTERM')).toBe(true);
  await until(() => sink.stdout.split('got 1').length === 3);
  await world.settle();
  expect(sink.stdout).not.toContain('got 2');
});

it('does not take a zombie for a running process', () => {
  const { child, pid } = spawn(behaviours.endless);
  expect(child.treeAlive()).toBe(true);
  child.signal('SIGKILL');
  // Without a turn of the event loop nobody reaps it.
  const limitMs = performance.now() + 10_000;
  while (readStat(pid)?.state !== 'Z' && performance.now() < limitMs);
  expect(readStat(pid)).toMatchObject({ state: 'Z', threads: 1 });
  while (child.treeAlive() && performance.now() < limitMs);
  expect(child.treeAlive()).toBe(false);
});

it('takes a process for running while only its main thread has ended', () => {
  const zombie = { pid: 9, state: 'Z', parentPid: 1, group: 9, cpuTicks: 0, startTicks: 1 };
  expect(isRunning({ ...zombie, threads: 1 })).toBe(false);
  expect(isRunning({ ...zombie, threads: 2 })).toBe(true);
});

it('is over for good once nothing runs', async () => {
  const { child, sink } = spawn(shell('exit 0'));
  await until(() => sink.exited);
  expect(child.treeAlive()).toBe(false);
  expect(child.signal('SIGKILL')).toBe(false);
  expect(child.treeAlive()).toBe(false);
  expect(await child.usage()).toBeUndefined();
});

it('keeps trees apart', async () => {
  const marks = [newMark(), newMark()];
  const [first, second] = marks.map((mark) => spawn(shell(`setsid sleep ${mark} & sleep ${mark}; true`)));
  await until(() => marks.every((mark) => sleepers(mark).length === 2 && sleepers(mark).some(leadsGroup)));
  first?.child.signal('SIGKILL');
  await until(() => first?.child.treeAlive() === false);
  await world.settle();
  expect(pidsOf(marks[0] ?? '')).toEqual([]);
  expect(second?.child.treeAlive()).toBe(true);
  expect(sleepers(marks[1] ?? '')).toHaveLength(2);
});

it('finds whoever left the group after the last look at the tree, and before it was killed', async () => {
  const mark = newMark();
  const leave = `setsid sleep ${mark} > /dev/null 2>&1 & exec sleep 1000`;
  const { child, pid, sink } = spawn(shell(`trap "${leave}" USR1; echo ready; while :; do sleep 0.02; done`));
  await until(() => sink.stdout.includes('ready'));
  expect(child.living()).not.toEqual([]);
  process.kill(pid, 'SIGUSR1');
  await until(() => sleepers(mark).some(leadsGroup));
  child.signal('SIGKILL');
  await until(() => sink.exited);
  await until(() => !child.treeAlive());
  expect(pidsOf(mark)).toEqual([]);
});

it('finds whoever left the group after the last look at the tree, and outlived it', async () => {
  const mark = newMark();
  const leave = `setsid sleep ${mark} > /dev/null 2>&1 & sleep 0.1; exit 0`;
  const { child, pid, sink } = spawn(shell(`trap "${leave}" USR1; echo ready; while :; do sleep 0.02; done`));
  await until(() => sink.stdout.includes('ready'));
  expect(child.living()).not.toEqual([]);
  process.kill(pid, 'SIGUSR1');
  await until(() => sink.exited);
  expect(child.treeAlive()).toBe(true);
  child.signal('SIGKILL');
  await until(() => !child.treeAlive());
  expect(pidsOf(mark)).toEqual([]);
});
