import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import { talkOf, talkPatterns } from '../catalogue/identify.js';
import { argumentsOf, type CommandLine } from '../command-line.js';
import type { Recording } from '../recordings.js';
import { type Bench, runFfmpeg, toolIdentity } from './bench.js';
import { measureRecordingMs } from './durations.js';
import { type Facts, RECORDING } from './facts.js';
import { type Judgement, type JudgeOptions, judgeOutput } from './judge-output.js';
import { SEEK_LINE } from './seeks.js';
import { type MessageCount, StderrTally } from './stderr-tally.js';
import { ofOneProgram, truthOf } from './truth.js';

/** One command line, run on one recording. */
export interface Trial {
  readonly id: string;
  readonly template: readonly string[];
  readonly exit: string;
  readonly outputBytes?: number;
  /** What came out; undefined when nothing did. */
  readonly judgement?: Judgement;
  readonly messages: readonly MessageCount[];
}

export interface TrialContext {
  readonly bench: Bench;
  readonly file: string;
  readonly recording: Recording;
  readonly facts: Facts;
  /** Whose catalogue the messages are counted by. */
  readonly policy: RemuxPolicy;
}

/** Runs one command line and judges what came out, whatever the exit code says of it. */
export async function tryLine(
  context: TrialContext,
  line: CommandLine,
  options: JudgeOptions,
): Promise<Trial> {
  const { bench, file, recording, facts } = context;
  const durationMs = await measureRecordingMs(bench, file, recording, line.streams);
  const expected = { ...truthOf(facts), durationMs, oneProgram: ofOneProgram(facts, line.streams) };
  const { template } = line;
  const key = [
    'trial',
    recording.sha256,
    toolIdentity(bench.tools),
    template,
    options,
    expected,
    talkPatterns(context.policy),
    ...(options.seekPercents.length > 0 ? [SEEK_LINE] : []),
  ];
  const trial = await bench.cache.step(key, async () => {
    const output = path.join(bench.folder, 'trial.mp4');
    rmSync(output, { force: true });
    try {
      const tally = new StderrTally(talkOf(context.policy));
      const hidden = (text: string): string => text.replaceAll(file, RECORDING).replaceAll(output, 'OUTPUT');
      const { exit } = await runFfmpeg(bench, argumentsOf(line, file, output), {
        onStdout: () => {},
        onStderrLine: (text) => tally.push(hidden(text)),
      });
      const outputBytes = statSync(output, { throwIfNoEntry: false })?.size ?? 0;
      const judgement = outputBytes === 0 ? undefined : await judgeOutput(bench, output, expected, options);
      return {
        exit,
        ...(outputBytes > 0 && { outputBytes }),
        ...(judgement && { judgement }),
        messages: tally.counts(),
      };
    } finally {
      rmSync(output, { force: true });
    }
  });
  return { id: line.id, template, ...trial };
}

/** Whether a run gave a file that is right in every respect that was looked at. */
export function isRight({ exit, judgement }: Pick<Trial, 'exit' | 'judgement'>): boolean {
  return exit === '0' && judgement !== undefined && judgement.wrongs.length === 0;
}
