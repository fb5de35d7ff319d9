import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/usage-error.js';
import { MAX_OPEN_JOBS, serve, type WorkerServices } from '../../../src/cli/worker/serve.js';
import type { RemuxJob } from '../../../src/supervisor/job.js';
import type { RemuxOutcome } from '../../../src/supervisor/outcome.js';
import { failed, published } from '../events.js';
import { type MemoryIo, memoryIo } from '../memory-io.js';

/** Jobs stay open until the test settles them; a cancelled one settles by itself. */
class Bench implements WorkerServices {
  readonly started: string[] = [];
  readonly #settle = new Map<string, (outcome: RemuxOutcome) => void>();
  #ids = 0;

  remux(job: RemuxJob, signal: AbortSignal): Promise<RemuxOutcome> {
    const id = job.id ?? '?';
    this.started.push(id);
    return new Promise((resolve) => {
      this.#settle.set(id, resolve);
      signal.addEventListener('abort', () => resolve(failed('cancelled', 'cancelled')));
    });
  }

  async checkPaths(input: string, output: string) {
    if (input === output) throw new UsageError('input and output are the same file');
    return { input: path.resolve(input), output: path.resolve(output) };
  }

  newId(): string {
    this.#ids += 1;
    return `new${this.#ids}`;
  }

  settle(id: string, outcome: RemuxOutcome = published): void {
    this.#settle.get(id)?.(outcome);
  }
}

function answers(io: MemoryIo): Record<string, unknown>[] {
  return io.stdout.lines.map((line) => JSON.parse(line));
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

function say(io: MemoryIo, ...requests: readonly (object | string)[]): void {
  for (const request of requests) {
    io.stdin.write(`${typeof request === 'string' ? request : JSON.stringify(request)}\n`);
  }
}

const job = (id: string) => ({ id, input: `${id}.ts`, output: `${id}.mp4` });

describe('a worker', () => {
  it('answers each job when it settles, and ends after the last', async () => {
    const [io, bench] = [memoryIo(), new Bench()];
    const serving = serve(io, bench);
    say(io, job('a'), job('b'), { input: 'c.ts', output: 'c.mp4' });
    io.stdin.end();
    await turn();
    await turn();
    expect(bench.started).toEqual(['a', 'b', 'new1']);
    bench.settle('b', failed('stalled', 'stalled: no progress for 90 s'));
    await turn();
    expect(answers(io)).toMatchObject([{ id: 'b', kind: 'stalled' }]);
    bench.settle('a');
    bench.settle('new1');
    await expect(serving).resolves.toEqual({ published: 2, cancelled: 0, failed: 1 });
    expect(answers(io).map(({ id }) => id)).toEqual(['b', 'a', 'new1']);
  });

  it('survives bad lines and says which they were', async () => {
    const [io, bench] = [memoryIo(), new Bench()];
    const serving = serve(io, bench);
    say(
      io,
      'nonsense',
      { id: 'x', input: 'a' },
      { id: 'y', input: 'same', output: 'same' },
      job('a'),
      job('a'),
    );
    io.stdin.end();
    await turn();
    await turn();
    bench.settle('a');
    await expect(serving).resolves.toEqual({ published: 1, cancelled: 0, failed: 4 });
    const refused = answers(io).filter(({ error }) => error !== undefined);
    expect(refused.map(({ id, line }) => [id, line]).sort()).toEqual(
      [
        [undefined, 1],
        ['a', 5],
        ['x', 2],
        ['y', 3],
      ].sort(),
    );
  });

  it('cancels one job and lets the others run', async () => {
    const [io, bench] = [memoryIo(), new Bench()];
    const serving = serve(io, bench);
    say(io, job('a'), job('b'));
    await turn();
    await turn();
    say(io, { cancel: 'a' }, { cancel: 'nobody' });
    await turn();
    await turn();
    expect(answers(io)).toMatchObject([
      { id: 'nobody', error: expect.any(String) },
      { id: 'a', kind: 'cancelled' },
    ]);
    bench.settle('b');
    io.stdin.end();
    await expect(serving).resolves.toEqual({ published: 1, cancelled: 1, failed: 0 });
  });

  it('cancels everything when it is stopped, though stdin stays open', async () => {
    const [io, bench] = [memoryIo(), new Bench()];
    const serving = serve(io, bench);
    say(io, job('a'), job('b'));
    await turn();
    await turn();
    io.stopper.abort();
    await expect(serving).resolves.toEqual({ published: 0, cancelled: 2, failed: 0 });
  });

  it('reads no further while too many jobs are open', async () => {
    const [io, bench] = [memoryIo(), new Bench()];
    const serving = serve(io, bench);
    for (let i = 0; i < MAX_OPEN_JOBS; i++) say(io, job(`j${i}`));
    await turn();
    await turn();
    expect(bench.started).toHaveLength(MAX_OPEN_JOBS);
    say(io, job('late'));
    await turn();
    await turn();
    expect(bench.started).not.toContain('late');
    bench.settle('j7');
    await turn();
    await turn();
    await turn();
    expect(bench.started).toContain('late');
    io.stopper.abort();
    await serving;
  });
});
