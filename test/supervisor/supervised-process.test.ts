import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import type { Host } from '../../src/host/host.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import type { SimProcess, SimProgram } from '../../src/sim/sim-process.js';
import { type SimPipes, SimProcesses } from '../../src/sim/sim-processes.js';
import { MACHINE } from '../../src/supervisor/config.js';
import {
  type ProcessEnd,
  type SupervisedProcess,
  type Survivor,
  superviseProcess,
} from '../../src/supervisor/supervised-process.js';

type Start = (process: SimProcess, pipes: SimPipes) => void;

const obedient: SimProgram = { onPoliteSignal: () => false, onDeath: () => {}, onContinue: () => {} };
const deaf: SimProgram = { ...obedient, onPoliteSignal: () => true };

describe('a supervised process', () => {
  let clock: SimClock;
  let processes: SimProcesses;
  let told: string[];
  let survivors: Survivor[];

  beforeEach(() => {
    clock = new SimClock();
    told = [];
    survivors = [];
  });

  function run(start: Start | undefined): SupervisedProcess {
    processes = new SimProcesses({ clock, launch: () => start });
    const host: Host = { clock, processes, files: new SimFiles(clock), random: seededRandom(1) };
    const decoder = new TextDecoder();
    return superviseProcess(
      host,
      { file: '/bin/tool', args: [] },
      {
        onStdout: (bytes) => told.push(`stdout ${decoder.decode(bytes)}`),
        onStderr: (bytes) => told.push(`stderr ${decoder.decode(bytes)}`),
        onStopping: (why) => told.push(`stopping ${why}`),
        onUnkillable: (survivor) => {
          told.push('unkillable');
          survivors.push(survivor);
        },
      },
    );
  }

  async function endOf(process: SupervisedProcess): Promise<ProcessEnd> {
    let end: ProcessEnd | undefined;
    void process.ended.then((value) => {
      end = value;
    });
    await clock.run(() => end !== undefined);
    if (end === undefined) throw new Error('it never settled');
    return end;
  }

  it('reports the exit code, and the output that came before it', async () => {
    const process = run((self, pipes) => {
      pipes.stdout.write(Buffer.from('hello'), () => {});
      clock.world(10, () => self.end({ code: 3 }));
    });
    expect(await endOf(process)).toMatchObject({
      exit: { kind: 'code', code: 3 },
      cause: undefined,
      leaked: false,
    });
    expect(told).toEqual(['stdout hello']);
  });

  it('says that a missing binary was not started', async () => {
    expect(await endOf(run(undefined))).toMatchObject({ exit: { kind: 'not-started' }, unkillable: false });
  });

  it('kills the whole tree at once, and the first cause wins', async () => {
    const process = run((self) => {
      self.program = deaf;
      processes.create(self, [], () => {}).program = deaf;
    });
    clock.world(100, () => {
      process.stop('stalled', 'kill');
      process.stop('timeout', 'kill');
    });
    const end = await endOf(process);
    expect(end).toMatchObject({
      cause: 'stalled',
      exit: { kind: 'signal', signal: 'SIGKILL' },
      unkillable: false,
    });
    expect(processes.living()).toEqual([]);
    expect(clock.now() - 100).toBeLessThan(MACHINE.termToKillMs);
    expect(told).toEqual(['stopping stalled']);
  });

  it('asks first when told to, and kills who does not listen', async () => {
    const process = run((self) => {
      self.program = deaf;
    });
    clock.world(100, () => process.stop('cancelled', 'ask'));
    expect(await endOf(process)).toMatchObject({
      cause: 'cancelled',
      exit: { kind: 'signal', signal: 'SIGKILL' },
    });
    expect(clock.now()).toBeGreaterThanOrEqual(100 + MACHINE.termToKillMs);
  });

  it('lets one that listens end by itself, even when it was stopped', async () => {
    const process = run((self) => {
      const onPoliteSignal = (): boolean => {
        self.end({ code: 255 });
        return true;
      };
      self.program = { ...obedient, onPoliteSignal };
      self.stopped = true;
    });
    clock.world(100, () => process.stop('cancelled', 'ask'));
    expect(await endOf(process)).toMatchObject({ cause: 'cancelled', exit: { kind: 'code', code: 255 } });
    expect(clock.now()).toBeLessThan(100 + MACHINE.termToKillMs);
  });

  it('ignores a stop after the exit: how it ended is decided', async () => {
    const process = run((self, pipes) => {
      processes.create(self, [pipes.stdout], () => {}).program = deaf;
      clock.world(10, () => self.end({ code: 0 }));
    });
    clock.world(20, () => process.stop('timeout', 'kill'));
    expect(await endOf(process)).toMatchObject({
      cause: undefined,
      exit: { kind: 'code', code: 0 },
      leaked: true,
    });
  });

  it('does not wait for a descendant that holds the pipes: ends it and says so', async () => {
    const process = run((self, pipes) => {
      processes.create(self, [pipes.stdout, pipes.stderr], () => {});
      clock.world(10, () => self.end({ code: 0 }));
    });
    expect(await endOf(process)).toMatchObject({ exit: { kind: 'code', code: 0 }, leaked: true });
    expect(processes.living()).toEqual([]);
    expect(told).toEqual(['stopping leaked']);
    expect(clock.now()).toBeLessThan(10 + 2 * MACHINE.drainMs);
  });

  it('still reads what came while this process slept through the drain', async () => {
    const process = run((self, pipes) => {
      const child = processes.create(self, [pipes.stdout], () => {});
      clock.world(10, () => self.end({ code: 0 }));
      clock.world(5_100, () => child.end({ code: 0 }));
    });
    clock.world(20, () => clock.pause());
    clock.world(5_000, () => clock.resume());
    expect(await endOf(process)).toMatchObject({ exit: { kind: 'code', code: 0 }, leaked: false });
    expect(told).toEqual([]);
  });

  it('ends a descendant that holds nothing, too', async () => {
    const process = run((self) => {
      processes.create(self, [], () => {});
      clock.world(10, () => self.end({ code: 0 }));
    });
    expect(await endOf(process)).toMatchObject({ leaked: true });
    expect(processes.living()).toEqual([]);
  });

  it('settles within the reap bound when nothing helps, and tells when it is gone after all', async () => {
    let stuck: SimProcess | undefined;
    const process = run((self) => {
      stuck = self;
      self.uninterruptible = true;
    });
    clock.world(100, () => process.stop('stalled', 'kill'));
    const end = await endOf(process);
    expect(end).toMatchObject({ exit: undefined, cause: 'stalled', unkillable: true });
    expect(clock.now()).toBeLessThanOrEqual(100 + MACHINE.reapBoundMs + 100);
    expect(told).toEqual(['stopping stalled', 'unkillable']);
    let gone = false;
    expect(survivors).toEqual([
      {
        pid: stuck?.pid,
        living: [processes.identity(stuck?.pid ?? 0)],
        gone: expect.any(Promise),
      },
    ]);
    void survivors[0]?.gone.then(() => {
      gone = true;
    });
    await clock.run(() => gone, clock.now() + 60_000);
    expect(gone).toBe(false);
    stuck?.interruptible();
    await clock.run(() => gone, clock.now() + 60_000);
    expect(gone).toBe(true);
  });

  it('does not wait for a stranger who holds the pipes of a killed one, and lets go of them', async () => {
    let stdout: SimPipes['stdout'] | undefined;
    const process = run((_, pipes) => {
      stdout = pipes.stdout;
      processes.create(undefined, [pipes.stdout], () => {});
    });
    clock.world(100, () => process.stop('stalled', 'kill'));
    const end = await endOf(process);
    expect(end).toMatchObject({ cause: 'stalled', exit: { signal: 'SIGKILL' }, unkillable: false });
    expect(clock.now()).toBeLessThan(100 + 2 * MACHINE.drainMs);
    // A pipe without a reader takes anything: it is not held open for him.
    expect(stdout?.hasRoom(Number.MAX_SAFE_INTEGER)).toBe(true);
  });

  it('hands on nothing after it has settled', async () => {
    const process = run((self, pipes) => {
      self.uninterruptible = true;
      const talk = (): void => {
        pipes.stdout.write(Buffer.from('x'), () => {});
        clock.world(1_000, talk);
      };
      talk();
    });
    process.stop('timeout', 'kill');
    await endOf(process);
    const before = told.length;
    await clock.run(() => false, clock.now() + 10_000);
    expect(told).toHaveLength(before);
  });
});
