import { afterEach, expect, it, vi } from 'vitest';
import { ProcessTable } from '../../src/node/process-table.js';
import { TreeCookie } from '../../src/node/tree-cookie.js';
import { behaviours, reapAll, spawn, until } from './real-world.js';

afterEach(reapAll);

it('reads /proc anew at most once for all trees that are killed in one turn', async () => {
  const children = Array.from({ length: 20 }, () => spawn(behaviours.endless));
  const fresh = vi.spyOn(ProcessTable.prototype, 'fresh');
  for (const { child } of children) expect(child.signal('SIGKILL')).toBe(true);
  await until(() => children.every(({ sink }) => sink.closed));
  await until(() => children.every(({ child }) => !child.treeAlive()));
  expect(fresh.mock.calls.length).toBeLessThanOrEqual(2);
  fresh.mockRestore();
});

it('knows of a process that came after the last full reading', () => {
  const table = new ProcessTable(new TreeCookie(), new Set());
  const before = table.fresh();
  const { pid } = spawn(behaviours.endless);
  expect(before.processes.has(pid)).toBe(false);
  const after = table.updated();
  expect(after.processes.get(pid)).toMatchObject({ pid, group: pid });
  expect(after.processes.get(process.pid)).toBe(before.processes.get(process.pid));
  expect(after.takenAtMs).toBeGreaterThanOrEqual(before.takenAtMs);
});

it('reads those again whose group is given up: they have left it', () => {
  const { pid } = spawn(behaviours.endless);
  const ours = new Set([pid]);
  const table = new ProcessTable(new TreeCookie(), ours);
  const before = table.fresh();
  expect(table.updated().processes.get(pid)).toBe(before.processes.get(pid));
  ours.delete(pid);
  const after = table.updated();
  expect(after.processes.get(pid)).not.toBe(before.processes.get(pid));
  expect(after.processes.get(pid)).toMatchObject({ pid });
});

it('does not read /proc for a tree whose leader runs', () => {
  const { child } = spawn(behaviours.endless);
  const fresh = vi.spyOn(ProcessTable.prototype, 'fresh');
  expect(child.treeAlive()).toBe(true);
  expect(fresh).not.toHaveBeenCalled();
  fresh.mockRestore();
});

it('finds its cookie among the variables of a process', () => {
  const cookie = new TreeCookie();
  const environ = Buffer.from(`PATH=/bin\0${cookie.name}=17\0HOME=/\0`);
  expect(cookie.valueIn(environ)).toBe('17');
  expect(cookie.valueIn(Buffer.from(`${cookie.name}=3`))).toBe('3');
  expect(cookie.valueIn(Buffer.from(`PATH=/bin\0${new TreeCookie().name}=17\0`))).toBeUndefined();
  expect([cookie.nextValue(), cookie.nextValue()]).toEqual(['1', '2']);
});
