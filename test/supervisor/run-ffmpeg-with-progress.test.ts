import { getEventListeners } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import type { SimProcess, SimProgram } from '../../src/sim/sim-process.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { MACHINE, WATCH_DEFAULTS } from '../../src/supervisor/config.js';
import {
  type FfmpegResult,
  type FfmpegRunListener,
  runFfmpegWithProgress,
} from '../../src/supervisor/run-ffmpeg-with-progress.js';

const { stallTimeoutMs } = WATCH_DEFAULTS;

/** Ends by itself, with ffmpeg's own code for it, when it is asked to. */
const polite = (self: SimProcess): SimProgram => ({
  onPoliteSignal: () => {
    self.end({ code: 255 });
    return true;
  },
  onDeath: () => {},
  onContinue: () => {},
});
const deaf = (self: SimProcess): SimProgram => ({ ...polite(self), onPoliteSignal: () => true });

describe('an ffmpeg under the watchdog', () => {
  let clock: SimClock;
  let abort: AbortController;
  let told: string[];

  beforeEach(() => {
    clock = new SimClock();
    abort = new AbortController();
    told = [];
  });

  async function run(
    start: (self: SimProcess) => void,
    on: Partial<FfmpegRunListener> = {},
  ): Promise<FfmpegResult> {
    const processes = new SimProcesses({ clock, launch: () => start });
    let result: FfmpegResult | undefined;
    void runFfmpegWithProgress(
      { clock, processes, files: new SimFiles(clock), random: seededRandom(1) },
      {
        ffmpeg: '/bin/ffmpeg',
        args: [],
        watch: { ...WATCH_DEFAULTS, strategy: 'default', recordingId: 'r' },
        timeoutAtMs: Number.POSITIVE_INFINITY,
        expectedDurationMs: undefined,
        signal: abort.signal,
        on: {
          started: () => {},
          progress: () => {},
          silent: () => {},
          overslept: () => {},
          stalled: () => told.push('stalled'),
          stopping: (why) => told.push(`stopping ${why}`),
          unkillable: () => told.push('unkillable'),
          ...on,
        },
      },
    ).then((value) => {
      result = value;
    });
    await clock.run(() => result !== undefined);
    if (result === undefined) throw new Error('it never ended');
    return result;
  }

  it('is asked before it is killed when the job is cancelled', async () => {
    clock.world(1_000, () => abort.abort());
    const { end } = await run((self) => {
      self.program = polite(self);
    });
    expect(end).toMatchObject({ cause: 'cancelled', exit: { kind: 'code', code: 255 } });
  });

  it('ends when the job is cancelled in the moment of its start', async () => {
    const { end } = await run(
      (self) => {
        self.program = polite(self);
      },
      { started: () => abort.abort() },
    );
    expect(end.cause).toBe('cancelled');
    expect(clock.now()).toBeLessThan(MACHINE.termToKillMs + MACHINE.drainMs);
  });

  it('has not stalled when its silence goes on while it is being cancelled', async () => {
    clock.world(stallTimeoutMs - MACHINE.termToKillMs / 2, () => abort.abort());
    const { end, stall } = await run((self) => {
      self.program = deaf(self);
    });
    expect(end).toMatchObject({ cause: 'cancelled', exit: { kind: 'signal', signal: 'SIGKILL' } });
    expect(stall).toBeUndefined();
    expect(told).toEqual(['stopping cancelled']);
  });

  it('leaves nothing on the signal of a job that goes on', async () => {
    await run((self) => self.end({ code: 1 }));
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  });

  it('is of a class of its own when it has stalled and cannot be killed', async () => {
    const { end, stall } = await run((self) => {
      self.uninterruptible = true;
    });
    expect(end).toMatchObject({ cause: 'stalled', unkillable: true });
    expect(stall?.class).toBe('unkillable');
    expect(told).toEqual(['stopping stalled', 'stalled', 'unkillable']);
  });
});
