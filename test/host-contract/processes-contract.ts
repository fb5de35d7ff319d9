import { describe, expect, it } from 'vitest';
import { RecordingSink } from './recording-sink.js';
import type { Behaviours, World } from './world.js';

/** What every Processes promises: the order of callbacks, the tree, and that nothing is ever thrown. */
export function describeProcessesContract(
  name: string,
  createWorld: () => World,
  createBehaviours: () => Behaviours,
): void {
  describe(`processes contract: ${name}`, () => {
    describeOneProcess(createWorld, createBehaviours);
    describeTree(createWorld, createBehaviours);
  });
}

function describeOneProcess(createWorld: () => World, createBehaviours: () => Behaviours): void {
  it('tells output, exit and close in order, and nothing before spawn returned', async () => {
    const { host, until } = createWorld();
    const sink = new RecordingSink();
    const child = host.processes.spawn(createBehaviours().talks, sink);
    expect(sink.order).toEqual([]);
    expect(child.pid).toBeGreaterThan(1);
    await until(() => sink.closed);
    expect(sink).toMatchObject({ stdout: 'out', stderr: 'err', status: { kind: 'code', code: 3 } });
    expect(sink.order.filter((kind) => kind === 'exit')).toHaveLength(1);
    expect(sink.order.at(-1)).toBe('close');
    expect(child.treeAlive()).toBe(false);
    expect(child.signal('SIGKILL')).toBe(false);
  });

  it('tells of a file that cannot be started as of any other end', async () => {
    const { host, until, settle } = createWorld();
    const sink = new RecordingSink();
    const child = host.processes.spawn(createBehaviours().missing, sink);
    expect(sink.order).toEqual([]);
    expect(child.pid).toBeUndefined();
    expect(child.treeAlive()).toBe(false);
    expect(child.living()).toEqual([]);
    expect(child.signal('SIGTERM')).toBe(false);
    await until(() => sink.closed);
    await settle();
    expect(sink.order).toEqual(['exit', 'close']);
    expect(sink.status?.kind).toBe('not-started');
    expect(await child.usage()).toBeUndefined();
  });

  it('kills at once, and says by which signal', async () => {
    const { host, until } = createWorld();
    const sink = new RecordingSink();
    const child = host.processes.spawn(createBehaviours().endless, sink);
    expect(child.treeAlive()).toBe(true);
    expect(child.living()).toEqual([host.processes.identity(child.pid ?? 0)]);
    expect(child.signal('SIGKILL')).toBe(true);
    await until(() => sink.closed);
    expect(sink.status).toEqual({ kind: 'signal', signal: 'SIGKILL' });
    expect(child.treeAlive()).toBe(false);
    expect(child.living()).toEqual([]);
  });
}

function describeTree(createWorld: () => World, createBehaviours: () => Behaviours): void {
  for (const leaves of ['leavesDescendant', 'leavesEscapee'] as const) {
    it(`tells exit without close while a descendant holds the pipes, and reaches it (${leaves})`, async () => {
      const { host, until, settle } = createWorld();
      const sink = new RecordingSink();
      const child = host.processes.spawn(createBehaviours()[leaves], sink);
      await until(() => sink.exited);
      await settle();
      expect(sink.status).toEqual({ kind: 'code', code: 0 });
      expect(sink.closed).toBe(false);
      expect(child.treeAlive()).toBe(true);
      const left = child.living();
      expect(left).toHaveLength(1);
      expect(left[0]?.pid).not.toBe(child.pid);
      expect(left).toEqual(left.map(({ pid }) => host.processes.identity(pid)));
      expect(child.signal('SIGKILL')).toBe(true);
      await until(() => sink.closed && !child.treeAlive());
      expect(sink.order).toEqual(['exit', 'close']);
      expect(child.living()).toEqual([]);
    });
  }

  it('calls nothing after abandon, and still reaches the tree', async () => {
    const { host, until, settle } = createWorld();
    const sink = new RecordingSink();
    const child = host.processes.spawn(createBehaviours().endless, sink);
    child.abandon();
    expect(child.signal('SIGKILL')).toBe(true);
    await until(() => !child.treeAlive());
    await settle();
    expect(sink.order).toEqual([]);
  });

  it('knows a living process from one that is gone', async () => {
    const { host, until } = createWorld();
    const sink = new RecordingSink();
    const child = host.processes.spawn(createBehaviours().endless, sink);
    const pid = child.pid ?? 0;
    const own = host.processes.identity();
    const identity = host.processes.identity(pid);
    expect(identity).toMatchObject({ host: own.host, bootId: own.bootId, pid });
    expect(host.processes.identity(pid)).toEqual(identity);
    expect(host.processes.identity(own.pid)).toEqual(own);
    child.signal('SIGKILL');
    await until(() => sink.closed);
    expect(host.processes.identity(pid)).toBeUndefined();
  });
}
