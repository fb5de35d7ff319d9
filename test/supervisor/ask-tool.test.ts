import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import type { SimProcess } from '../../src/sim/sim-process.js';
import { type SimPipes, SimProcesses } from '../../src/sim/sim-processes.js';
import { askTool, type ToolAnswer } from '../../src/supervisor/ask-tool.js';
import type { Survivor } from '../../src/supervisor/supervised-process.js';

const TIMEOUT_MS = 30_000;

describe('a question to ffprobe', () => {
  let clock: SimClock;
  let processes: SimProcesses;
  let survivors: Survivor[];
  let oversleptMs: number[];
  let leaked: boolean;

  beforeEach(() => {
    clock = new SimClock();
    survivors = [];
    oversleptMs = [];
    leaked = false;
  });

  async function ask(
    start: ((process: SimProcess, pipes: SimPipes) => void) | undefined,
    signal?: AbortSignal,
  ): Promise<ToolAnswer> {
    processes = new SimProcesses({ clock, launch: () => start });
    const host = { clock, processes, files: new SimFiles(clock), random: seededRandom(1) };
    let answer: ToolAnswer | undefined;
    void askTool(host, {
      tool: 'ffprobe',
      file: '/bin/ffprobe',
      args: [],
      timeoutMs: TIMEOUT_MS,
      signal,
      onOverslept: (lateByMs) => oversleptMs.push(lateByMs),
      onLeaked: () => {
        leaked = true;
      },
      onUnkillable: (survivor) => survivors.push(survivor),
    }).then((value) => {
      answer = value;
    });
    await clock.run(() => answer !== undefined, 1_000_000);
    if (answer === undefined) throw new Error('it never settled');
    return answer;
  }

  const answering =
    (afterMs: number, code = 0) =>
    (self: SimProcess, pipes: SimPipes): void => {
      clock.world(afterMs, () => {
        if (!self.alive) return;
        pipes.stdout.write(Buffer.from('{"is":"an answer"}'), () => {});
        pipes.stderr.write(Buffer.from('first\nlast words\n'), () => {});
        self.end({ code });
      });
    };

  it('is answered with what a tool prints that exits with 0', async () => {
    expect(await ask(answering(1_000))).toEqual({ kind: 'answered', stdout: '{"is":"an answer"}' });
  });

  it('has no answer when the tool fails, whatever it printed, and tells its last words', async () => {
    const reason = 'ffprobe exited with 1: last words';
    expect(await ask(answering(10, 1))).toEqual({ kind: 'failed', reason, notStarted: false });
  });

  it.each([126, 127])('knows the exit code %i of whatever could not execute the tool', async (code) => {
    expect(await ask(answering(10, code))).toMatchObject({ kind: 'failed', notStarted: true });
  });

  it('knows a tool that is not there', async () => {
    expect(await ask(undefined)).toMatchObject({ kind: 'failed', notStarted: true });
  });

  it('ends a tool that takes too long, with all that it has started', async () => {
    const answer = await ask((self) => {
      processes.create(self, [], () => {});
    });
    expect(answer).toMatchObject({ kind: 'failed', reason: 'ffprobe gave no answer within 30 s' });
    expect(clock.now()).toBeGreaterThanOrEqual(TIMEOUT_MS);
    expect(clock.now()).toBeLessThan(TIMEOUT_MS + 1_000);
    expect(processes.living()).toEqual([]);
  });

  it('ends what a tool that has answered leaves behind, and tells of it', async () => {
    const answer = await ask((self, pipes) => {
      processes.create(self, [pipes.stdout], () => {});
      answering(10)(self, pipes);
    });
    expect(answer).toMatchObject({ kind: 'answered' });
    expect([leaked, processes.living()]).toEqual([true, []]);
  });

  it('ends it at once when the job is cancelled', async () => {
    const abort = new AbortController();
    clock.world(500, () => abort.abort());
    expect(await ask(() => {}, abort.signal)).toMatchObject({ reason: 'ffprobe was cancelled' });
    expect(clock.now()).toBeLessThan(1_000);
  });

  it('gives a tool the time that this process slept, and tells how long that was', async () => {
    clock.world(1_000, () => clock.pause());
    clock.world(TIMEOUT_MS + 50_000, () => clock.resume());
    expect(await ask(answering(TIMEOUT_MS + 60_000))).toMatchObject({ kind: 'answered' });
    expect(oversleptMs).toEqual([50_000]);
  });

  it('has no answer while a descendant is left that cannot be killed, although the tool exited with 0', async () => {
    let child: SimProcess | undefined;
    const answer = await ask((self, pipes) => {
      child = processes.create(self, [], () => {});
      child.uninterruptible = true;
      answering(10)(self, pipes);
    });
    expect(answer).toEqual({ kind: 'failed', reason: 'ffprobe could not be ended', notStarted: false });
    expect(survivors).toMatchObject([{ living: [{ pid: child?.pid }] }]);
    let gone = false;
    void survivors[0]?.gone.then(() => {
      gone = true;
    });
    await clock.run(() => gone, clock.now() + 10_000);
    expect(gone).toBe(false);
    child?.interruptible();
    await clock.run(() => gone, clock.now() + 10_000);
    expect(gone).toBe(true);
  });
});
