import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { readZombie } from '../../../../src/harness/engines/ffmpeg/zombie.js';
import { hasProc } from '../../../../src/node/proc-stat.js';

const parents: { kill(): unknown }[] = [];
afterEach(() => {
  for (const parent of parents.splice(0)) parent.kill();
});

/** A parent that does not wait: `exec` keeps the child and forgets it. The child lives long enough for that. */
async function unburied(deed: string): Promise<number> {
  const parent = spawn('sh', ['-c', `sh -c 'sleep 0.3; ${deed}' & echo $!; exec sleep 30`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  parents.push(parent);
  const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
  return Number(chunk.toString());
}

describe.skipIf(!hasProc)('readZombie', () => {
  it.each([
    ['exit 3', { code: 3 }],
    ['exit 0', { code: 0 }],
    ['kill -SEGV $$', { signal: 'SIGSEGV' }],
    ['kill -KILL $$', { signal: 'SIGKILL' }],
  ])('reads the status that its parent would get of %j', async (deed, parting) => {
    const pid = await unburied(deed);
    await expect.poll(() => readZombie(pid), { timeout: 10_000, interval: 5 }).toEqual(parting);
  });

  it('says nothing of what runs or never was', () => {
    expect(readZombie(process.pid)).toBeUndefined();
    expect(readZombie(2 ** 22 + 1)).toBeUndefined();
  });
});
