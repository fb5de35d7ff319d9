import { rmSync } from 'node:fs';
import path from 'node:path';
import { decide } from '../../ffmpeg/decision.js';
import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import { policyForRelease } from '../../ffmpeg/policy-for-release.js';
import type { Strategy } from '../../ffmpeg/strategy.js';
import { SUPERVISOR_DEFAULTS } from '../../supervisor/config.js';
import type { RemuxOutcome } from '../../supervisor/outcome.js';
import { createSupervisor } from '../../supervisor/supervisor.js';
import { type BrowserProof, PROOF, type ProvingBrowser } from '../browser/prove.js';
import { policyDigest } from '../policy/policy-digest.js';
import type { Recording } from '../recordings.js';
import { type Bench, checkThere, toolIdentity } from './bench.js';
import { measureRecordingMs } from './durations.js';
import { type Facts, RECORDING } from './facts.js';
import { type Judgement, judgeOutput } from './judge-output.js';
import { InterruptedError } from './run-tool.js';
import { SEEK_LINE, SEEK_PERCENTS } from './seeks.js';
import { strictDecodingErrors } from './strict-decoding.js';
import { ofOneProgram, truthOf } from './truth.js';

/** What the supervisor itself made of a recording, from the probe to the published file. */
export interface Supervised {
  /** The outcome's kind: `published`, `refused`, `crashed`, … */
  readonly kind: RemuxOutcome['kind'];
  readonly strategy?: Strategy;
  /** Why it was not published. */
  readonly reason?: string;
  readonly attempts: readonly {
    readonly strategy: Strategy;
    readonly result: string;
    readonly reason: string;
  }[];
  readonly outputBytes?: number;
  /** An independent look into what was published. */
  readonly judgement?: Judgement;
  /** Pictures that a decoder without patience refuses; a browser gives a file up at the first. */
  readonly strictErrors?: number;
  readonly browser?: BrowserProof;
}

/** What the supervisor is run on, and with. */
export interface SupervisedContext {
  readonly bench: Bench;
  readonly file: string;
  readonly recording: Recording;
  readonly facts: Facts;
  /** What the supervisor decides by. */
  readonly policy: RemuxPolicy;
  /** Where none is there, what was published is not played. */
  readonly browser: ProvingBrowser | undefined;
}

/** Runs the production supervisor on a recording and judges what it published. */
export function runSupervisor(context: SupervisedContext): Promise<Supervised> {
  const { bench, recording, policy, browser } = context;
  const key = [
    'supervised',
    recording.sha256,
    toolIdentity(bench.tools),
    policyDigest(policy),
    browser && [browser.version, PROOF],
    SEEK_LINE,
  ];
  return bench.cache.step(key, () => publishAndJudge(context));
}

async function publishAndJudge(context: SupervisedContext): Promise<Supervised> {
  const { bench, file, policy, browser } = context;
  const { host, tools, folder, signal } = bench;
  const output = path.join(folder, 'published.mp4');
  const resolved = policyForRelease(policy, tools.version.release);
  const supervisor = createSupervisor({
    host,
    config: {
      ...SUPERVISOR_DEFAULTS,
      slots: 1,
      ffmpeg: tools.ffmpeg,
      ffprobe: tools.ffprobe,
      toolEnv: tools.env,
      policy: resolved,
    },
  });
  try {
    const outcome = await supervisor.remux({ input: file, output }, signal);
    if (signal?.aborted) throw new InterruptedError('interrupted');
    const hidden = (text: string): string =>
      text
        .replaceAll(file, RECORDING)
        .replaceAll(output, 'OUTPUT')
        .replaceAll(/0x[0-9a-f]{6,}/g, '0x0');
    const told = {
      kind: outcome.kind,
      attempts: outcome.attempts.map(({ strategy, result, reason }) => ({
        strategy,
        result,
        reason: hidden(reason),
      })),
    };
    for (const tool of [tools.ffmpeg, tools.ffprobe]) checkThere(tool);
    if (outcome.kind !== 'published') return { ...told, reason: hidden(outcome.cause.message) };
    const judgement = await judgePublished({ ...context, policy: resolved }, output);
    const strictErrors = judgement.video === undefined ? 0 : await strictDecodingErrors(bench, output);
    const proof = await browser?.prove(output, judgement.video !== undefined);
    const { strategy, outputBytes } = outcome;
    return { ...told, strategy, outputBytes, judgement, strictErrors, ...(proof && { browser: proof }) };
  } finally {
    for (const suffix of ['', '.meta.json', '.err.log']) rmSync(output + suffix, { force: true });
  }
}

async function judgePublished(
  { bench, file, recording, facts, policy }: SupervisedContext,
  output: string,
): Promise<Judgement> {
  const decision = decide(facts.probe ?? { streams: [] }, policy);
  const streams = decision.kind === 'run' ? decision.streams : {};
  const durationMs = await measureRecordingMs(bench, file, recording, streams);
  const expected = { ...truthOf(facts), durationMs, oneProgram: ofOneProgram(facts, streams) };
  return judgeOutput(bench, output, expected, { seekPercents: SEEK_PERCENTS });
}
