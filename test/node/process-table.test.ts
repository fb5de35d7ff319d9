import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { ProcessTable } from '../../src/node/process-table.js';
import { TreeCookie } from '../../src/node/tree-cookie.js';
import { behaviours, reapAll, spawn, until } from './real-world.js';

afterEach(reapAll);

it('reads /proc once for all trees that are signalled in one turn', async () => {
  const children = Array.from({ length: 20 }, () => spawn(behaviours.endless));
  const fresh = vi.spyOn(ProcessTable.prototype, 'fresh');
  for (const { child } of children) expect(child.signal('SIGKILL')).toBe(true);
  await turn();
  expect(fresh).toHaveBeenCalledTimes(1);
  await until(() => children.every(({ sink }) => sink.closed));
  // The last to end was seen alive by whoever asked before; one more look settles it for all.
  fresh.mockClear();
  for (const { child } of children) expect(child.treeAlive()).toBe(false);
  expect(fresh.mock.calls.length).toBeLessThanOrEqual(1);
  fresh.mockRestore();
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
