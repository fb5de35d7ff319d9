import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, step } from '../../src/script/vocabulary.js';
import { bundleFakes } from '../fake-ffmpeg/workbench.js';
import { type Play, playReal, playSimulated } from './two-worlds.js';

const KILLED = ['SIGKILL'] as const;

/** The real kernel would have to be made to hang. */
const SIMULATED_ONLY = 'stuck';

/** One short play for each fault; what goes on for ever is killed. */
const PLAYS: Readonly<Record<string, Play>> = {
  progress: { steps: [step('progress', { blocks: 3 })] },
  trickle: { steps: [step('trickle', { every: 2_000, blocks: 2 })] },
  heartbeat: { steps: [step('heartbeat', { blocks: 3 })] },
  backwards: { steps: [step('progress', { blocks: 2 }), step('backwards', { blocks: 3 })] },
  oscillate: { steps: [step('progress', { blocks: 2 }), step('oscillate', { blocks: 3 })] },
  wrap: { steps: [step('progress', { blocks: 2 }), step('wrap', { blocks: 2 })] },
  'not-available': { steps: [step('not-available', { blocks: 3, keeps: 'total-size' })] },
  split: { steps: [step('split', { blocks: 2 }), step('split', { blocks: 2, style: 'glued' })] },
  recorded: {
    steps: [step('recorded', { run: '500=480000,90000,30 2000~300000 1000 500=960000,180000,-!' })],
  },
  end: { steps: [step('progress', { blocks: 1 }), step('end'), step('hang')], signals: KILLED },
  write: { steps: [step('write', { size: 100_000, times: 2 })] },
  finish: { steps: [step('finish', { lose: 'audio' })] },
  output: { steps: [step('output', { state: 'partial' }), step('output', { state: 'none' })] },
  finalise: { steps: [step('progress', { blocks: 1 }), step('finalise', { for: 3_000 })] },
  complete: { steps: [step('complete', { blocks: 3 })] },
  'disk-full': { steps: [step('progress', { blocks: 1 }), step('disk-full')] },
  wait: { steps: [step('wait', { for: 1_000 })] },
  'slow-start': { steps: [step('slow-start', { for: 2_000 }), step('progress', { blocks: 1 })] },
  hang: { steps: [step('progress', { blocks: 1 }), step('hang')], signals: ['SIGTERM'] },
  spin: { steps: [step('spin')], signals: ['SIGTERM', 'SIGKILL'] },
  freeze: { steps: [step('freeze'), step('progress', { blocks: 1 })], signals: ['SIGTERM', 'SIGCONT'] },
  memory: { steps: [step('memory', { size: 2 ** 20 })] },
  stderr: { steps: [step('stderr', { text: 'corrupt', times: 2, level: 'warning' })] },
  garbage: { steps: [step('garbage'), step('garbage', { stream: 'stderr' })] },
  'long-line': { steps: [step('long-line', { size: 300_000 })] },
  flood: { steps: [step('flood', { size: 300_000 })] },
  close: { steps: [step('close'), step('progress', { blocks: 2 }), step('close', { stream: 'stderr' })] },
  exit: { steps: [step('exit', { code: 187, end: true })] },
  die: { steps: [step('die', { signal: 'SIGABRT' })] },
  'ignore-signals': {
    steps: [step('ignore-signals'), step('progress', { blocks: 1 }), step('hang')],
    signals: ['SIGTERM', 'SIGINT', 'SIGKILL'],
  },
  'slow-death': {
    steps: [step('slow-death', { after: 2_000 }), step('progress', { blocks: 1 }), step('hang')],
    signals: ['SIGTERM'],
  },
  fork: {
    steps: [
      step('fork', { steps: [step('progress', { blocks: 2 }), step('hang')], holdsPipes: true }),
      step('hang', { for: 5_000 }),
      step('exit', { code: 3 }),
    ],
    signals: KILLED,
  },
  answer: { tool: 'ffprobe', steps: [step('answer')] },
  'answer-partial': { tool: 'ffprobe', steps: [step('answer-partial')] },
  'answer-garbage': { tool: 'ffprobe', steps: [step('answer-garbage'), step('exit', { code: 1 })] },
};

describe('one script in two worlds', () => {
  let fakes: ReturnType<typeof bundleFakes>;
  beforeAll(() => {
    fakes = bundleFakes();
  });
  afterAll(() => fakes.remove());

  it('is played for every fault', () => {
    const shown = FAULTS.map(({ name }) => name).filter((name) => name !== SIMULATED_ONLY);
    expect(Object.keys(PLAYS).sort()).toEqual(shown.sort());
  });

  for (const [name, play] of Object.entries(PLAYS)) {
    it.concurrent(`gives the same callbacks and deeds in the same order: ${name}`, async () => {
      const { seen, rests } = await playSimulated(play);
      expect(seen).toEqual(await playReal(play, fakes, rests));
      expect(seen.closedLast).toBe(true);
    });
  }
});
