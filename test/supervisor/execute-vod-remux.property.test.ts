import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STRATEGIES, type Strategy } from '../../src/ffmpeg/strategy.js';
import type { Step } from '../../src/script/step.js';
import { step } from '../../src/script/vocabulary.js';
import { MACHINE } from '../../src/supervisor/config.js';
import type { FailureKind } from '../../src/supervisor/outcome.js';
import { RECORDING, SimulatedMachine } from './simulated-machine.js';

/** One way for an attempt to end, and what the ladder must make of it. */
interface Ending {
  readonly steps: readonly Step[];
  readonly result: 'ok' | FailureKind;
  /** Another rung may help. */
  readonly goesOn?: true;
}

const SOME = step('progress', { blocks: 2 });
const says = (text: string): Step => step('stderr', { text: `${text}\n`, ending: 'none' });

const ENDINGS: readonly Ending[] = [
  { result: 'ok', steps: [step('complete', { blocks: 2 })] },
  { result: 'crashed', goesOn: true, steps: [SOME, step('exit', { code: 1 })] },
  { result: 'crashed', goesOn: true, steps: [step('die', { signal: 'SIGSEGV' })] },
  {
    result: 'crashed',
    goesOn: true,
    steps: [says('[mp4 @ 0x1] Non-monotonous DTS in output stream 0:1'), step('exit', { code: 1 })],
  },
  { result: 'incomplete', goesOn: true, steps: [SOME, step('finish', { fraction: 0.5 })] },
  { result: 'incomplete', goesOn: true, steps: [SOME, step('exit')] },
  {
    result: 'crashed',
    steps: [says('[mp4 @ 0x1] Packet with invalid duration -5 in stream 1'), step('exit', { code: 1 })],
  },
  { result: 'no-space', steps: [SOME, step('disk-full')] },
  { result: 'killed', steps: [SOME, step('die', { signal: 'SIGKILL' })] },
  // What ffmpeg exits with when somebody else has asked it to stop, once or four times.
  { result: 'killed', steps: [SOME, step('exit', { code: 255 })] },
  { result: 'killed', steps: [SOME, step('exit', { code: 123 })] },
  { result: 'stalled', steps: [SOME, step('hang')] },
  { result: 'stalled', steps: [step('ignore-signals'), SOME, step('hang')] },
];

const scripts = fc.record({
  default: fc.constantFrom(...ENDINGS),
  fallback: fc.constantFrom(...ENDINGS),
  transcode: fc.constantFrom(...ENDINGS),
});

/** Recordings, and the rungs that are right for them. */
const recording = fc.constantFrom(
  { codecs: { video: 'h264', audio: 'ac3' }, ladder: STRATEGIES },
  { codecs: { video: 'hevc', audio: 'mp2' }, ladder: ['transcode'] as const },
  { codecs: { audio: 'mp2' }, ladder: ['default', 'fallback'] as const },
);

type Scripts = Readonly<Record<Strategy, Ending>>;
type Drawn = { readonly codecs: object; readonly ladder: readonly Strategy[] };

function machineFor(endings: Scripts, { codecs }: Drawn, totalTimeoutMs?: number): SimulatedMachine {
  const { sizeBytes, durationMs, pixelFormat } = RECORDING;
  const ffmpeg = Object.fromEntries(STRATEGIES.map((rung) => [rung, endings[rung].steps]));
  return new SimulatedMachine({
    job: { recording: { sizeBytes, durationMs, pixelFormat, ...codecs }, ffmpeg },
    config: totalTimeoutMs === undefined ? {} : { totalTimeoutMs },
  });
}

/** The rule itself, written a second time: what is tried, and how each attempt ends. */
function expected(endings: Scripts, { ladder }: Drawn): { strategy: Strategy; result: string }[] {
  const end = ladder.findIndex((rung) => endings[rung].goesOn !== true);
  const tried = end < 0 ? ladder : ladder.slice(0, end + 1);
  return tried.map((strategy) => ({ strategy, result: endings[strategy].result }));
}

/**
 * When something comes in the way of a job: at any time, or in the very instant of something that happens when nothing
 * comes in its way, or just after it. The ends of attempts are the sharpest ones.
 */
interface Instant {
  readonly near: 'any time' | 'an event' | 'the end of an attempt';
  readonly atMs: number;
  readonly which: number;
  readonly laterMs: number;
}

const instant: fc.Arbitrary<Instant> = fc.record({
  near: fc.constantFrom('any time', 'an event', 'the end of an attempt'),
  atMs: fc.integer({ min: 2, max: 200_000 }),
  which: fc.nat(1_000),
  laterMs: fc.constantFrom(0, 0.01, 0.06, 0.11),
});

/** @returns that instant, and how long the slot has been held by then */
async function instantOf(endings: Scripts, drawn: Drawn, { near, atMs, which, laterMs }: Instant) {
  const machine = machineFor(endings, drawn);
  machine.submit();
  await machine.settle();
  const slotAtMs = machine.told('slot-taken')[0]?.atMs ?? 0;
  const events = near === 'an event' ? [...machine.events, ...machine.deeds] : machine.told('attempt-ended');
  const happened = events.map((event) => event.atMs).filter((each) => each > 2);
  const chosenMs = near === 'any time' ? atMs : (happened[which % happened.length] ?? 2) + laterMs;
  return { atMs: chosenMs, heldMs: Math.max(1, chosenMs - slotAtMs) };
}

const reports = (attempts: readonly { strategy: Strategy; result: string }[]) =>
  attempts.map(({ strategy, result }) => ({ strategy, result }));

describe('whatever ffmpeg does on each rung', () => {
  it('the ladder is climbed as the recording allows, each rung once, up to the first end that is final', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, recording, async (endings, drawn) => {
        const machine = machineFor(endings, drawn);
        machine.submit();
        const outcome = await machine.settle();
        const attempts = expected(endings, drawn);
        expect(reports(outcome.attempts)).toEqual(attempts);
        const last = attempts.at(-1)?.result;
        expect(outcome.kind).toBe(last === 'ok' ? 'published' : last);
        const started = machine.deeds.filter(({ kind, tool }) => kind === 'started' && tool === 'ffmpeg');
        expect(started).toHaveLength(attempts.length);
      }),
      { numRuns: 80 },
    );
  });

  it('all attempts share one time budget: what runs at its end is killed in that instant, and nothing is begun', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, recording, instant, async (endings, drawn, end) => {
        const { heldMs: totalMs } = await instantOf(endings, drawn, end);
        const machine = machineFor(endings, drawn, totalMs);
        machine.submit();
        const outcome = await machine.settle();
        const attempts = reports(outcome.attempts);
        const asExpected = expected(endings, drawn);
        const budgetEndsMs = (machine.told('slot-taken')[0]?.atMs ?? 0) + totalMs;
        // With less than a millisecond left, nothing is begun any more.
        const lastStartMs = budgetEndsMs - 1 + 1e-6;
        for (const { atMs } of machine.told('attempt-started')) expect(atMs).toBeLessThanOrEqual(lastStartMs);
        for (const { atMs } of machine.told('attempt-ended')) {
          expect(atMs).toBeLessThanOrEqual(budgetEndsMs + MACHINE.drainMs);
        }
        if (outcome.kind === 'timeout') {
          const untimely = attempts.at(-1)?.result === 'timeout' ? attempts.slice(0, -1) : attempts;
          expect(asExpected.slice(0, untimely.length)).toEqual(untimely);
          expect(machine.clock.now()).toBeGreaterThan(budgetEndsMs - 1);
          const stops = machine.told('stopping').filter(({ why }) => why === 'timeout');
          for (const { atMs } of stops) expect(atMs).toBeCloseTo(budgetEndsMs, 6);
        } else {
          expect(attempts).toEqual(asExpected);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('a cancel ends it at once, wherever it comes, and nothing is begun after it', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, recording, instant, async (endings, drawn, when) => {
        const { atMs: afterMs } = await instantOf(endings, drawn, when);
        const machine = machineFor(endings, drawn);
        machine.submit();
        machine.clock.world(afterMs, () => machine.cancel());
        const outcome = await machine.settle();
        const attempts = reports(outcome.attempts);
        for (const { atMs } of machine.told('attempt-started')) expect(atMs).toBeLessThanOrEqual(afterMs);
        if (outcome.kind === 'cancelled') {
          const untimely = attempts.at(-1)?.result === 'cancelled' ? attempts.slice(0, -1) : attempts;
          expect(expected(endings, drawn).slice(0, untimely.length)).toEqual(untimely);
          expect(machine.clock.now()).toBeLessThanOrEqual(afterMs + MACHINE.termToKillMs + MACHINE.drainMs);
        } else {
          expect(attempts).toEqual(expected(endings, drawn));
        }
      }),
      { numRuns: 80 },
    );
  });
});
