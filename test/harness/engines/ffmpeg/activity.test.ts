import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Activity, movedBytes } from '../../../../src/harness/engines/ffmpeg/activity.js';
import { createNodeClock } from '../../../../src/node/clock.js';
import { hasProc } from '../../../../src/node/proc-stat.js';
import type { FakeDeed } from '../../../../src/script/fake-event.js';

const folder = mkdtempSync(join(tmpdir(), 'stallproof-activity-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

/** Looks at a process that does this until it has shown `kind`, or for half a second. */
async function watched(script: string, kind?: FakeDeed['kind']): Promise<FakeDeed[]> {
  const clock = createNodeClock();
  const output = join(folder, 'output');
  const started = spawn(process.execPath, ['-e', `process.stdout.write('up'); ${script}`], {
    env: { ...process.env, OUTPUT: output },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(started);
  const deeds: FakeDeed[] = [];
  const activity = new Activity(started.pid ?? 0, output, 250, (deed) => deeds.push(deed));
  // Its own start is work, too.
  await once(started.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, 100));
  activity.look(clock.now());
  const endMs = clock.now() + (kind === undefined ? 500 : 10_000);
  deeds.length = 0;
  while (clock.now() < endMs && !deeds.some((deed) => deed.kind === kind)) {
    activity.look(clock.now());
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  return deeds;
}

describe.skipIf(!hasProc)('Activity', () => {
  it('tells of data that moves, and of an output that grows', async () => {
    const script = 'setInterval(() => fs.appendFileSync(process.env.OUTPUT, Buffer.alloc(1e5)), 20)';
    const moved = await watched(script, 'output');
    expect(moved.find(({ kind }) => kind === 'output')).toMatchObject({ complete: false });
    expect((await watched(script, 'churned')).some(({ kind }) => kind === 'churned')).toBe(true);
  });

  it('tells of a core that is busy', async () => {
    // Where others are busy too, many threads get their share.
    const busy =
      'for (let n = 0; n < 6; n++) new (require("worker_threads").Worker)("for (;;);", { eval: true });';
    expect((await watched(busy, 'computed')).some(({ kind }) => kind === 'computed')).toBe(true);
  });

  it('says nothing of one that waits, and of one that only mumbles', async () => {
    const mumbling =
      'setInterval(() => fs.appendFileSync(process.env.OUTPUT + ".log", "block of progress\\n".repeat(10)), 100)';
    expect((await watched(mumbling)).filter(({ kind }) => kind !== 'output')).toEqual([]);
  });

  it('knows nothing of a process that is gone', () => {
    expect(movedBytes(2 ** 22 + 1)).toBeUndefined();
  });
});
