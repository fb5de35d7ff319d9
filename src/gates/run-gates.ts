import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RemuxPolicy } from '../ffmpeg/policy.js';
import { policyForRelease } from '../ffmpeg/policy-for-release.js';
import type { Host } from '../host/host.js';
import { proveSamples } from './browser/codec-samples.js';
import { type OpenBrowser, openBrowser } from './browser/proving-browser.js';
import { binaryTexts } from './catalogue/binaries.js';
import { type Presence, presenceOf } from './catalogue/presence.js';
import { type ClientCount, countClients } from './clients/read-logs.js';
import { SUPPORT } from './clients/support.js';
import { drawConclusions } from './conclusions.js';
import { checkFlags, type FlagCheck } from './gate1/flag-checks.js';
import { optionsInUse } from './gate1/options-in-use.js';
import type { Bench, GateTools } from './measure/bench.js';
import { type Measured, measureRecording } from './measure/measure-recording.js';
import { identify, listRecordings, type Recording } from './recordings.js';
import type { BrowserUsed, GatesResult } from './result.js';
import { stepCache } from './step-cache.js';

export interface GatesOptions {
  readonly host: Host;
  /** A folder of recordings. */
  readonly corpus: string;
  /** Where what was measured is kept between runs. */
  readonly cacheFolder: string;
  readonly tools: readonly GateTools[];
  readonly policy: RemuxPolicy;
  /** Access logs, for gate 4. */
  readonly logs: readonly string[];
  /** The executable of a browser, or why there is none. */
  readonly browser: { readonly executable: string } | { readonly missing: string };
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (progress: GatesProgress) => void;
}

export interface GatesProgress {
  /** Recordings done, counted once for each pair of binaries. */
  readonly done: number;
  readonly total: number;
  /** What is being done. */
  readonly what: string;
}

/** There is nothing to measure. */
export class NoRecordingsError extends Error {
  override readonly name = 'NoRecordingsError';
}

/**
 * Plays a corpus through all four gates.
 * @throws NoRecordingsError for a folder without recordings, InterruptedError when the signal fired
 */
export async function runGates(options: GatesOptions): Promise<GatesResult> {
  const names = listRecordings(options.corpus);
  if (names.length === 0) throw new NoRecordingsError('no recordings');
  const recordings: Recording[] = [];
  for (const name of names) recordings.push(await identify(options.corpus, name));
  const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-gates-'));
  const opened = await openIfThere(options);
  try {
    const counted = options.logs.length === 0 ? undefined : await countClients(options.logs);
    return await measureAll(options, { recordings, folder, opened, counted });
  } finally {
    await opened.browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Opened {
  readonly browser?: OpenBrowser;
  readonly missing?: string;
}

/** A browser that is missing or does not start leaves its proof out, and the report says so. */
async function openIfThere({ host, browser }: GatesOptions): Promise<Opened> {
  if ('missing' in browser) return { missing: browser.missing };
  try {
    return {
      browser: await openBrowser(
        host,
        browser.executable,
        SUPPORT.map(({ type }) => type),
      ),
    };
  } catch (error) {
    const [line = ''] = (error as Error).message.split('\n');
    return { missing: `the browser cannot be used: ${line}` };
  }
}

interface Prepared {
  readonly recordings: readonly Recording[];
  readonly folder: string;
  readonly opened: Opened;
  readonly counted: ClientCount | undefined;
}

async function measureAll(options: GatesOptions, prepared: Prepared): Promise<GatesResult> {
  const { host, tools, policy, signal, onProgress } = options;
  const { recordings, folder, opened, counted } = prepared;
  const cache = stepCache(options.cacheFolder);
  const total = recordings.length * tools.length;
  const measured: Measured[] = [];
  const flags: FlagCheck[] = [];
  const presences: Presence[] = [];
  let browserUsed: BrowserUsed = opened.missing === undefined ? {} : { missing: opened.missing };
  for (const pair of tools) {
    const bench: Bench = { host, tools: pair, folder, cache, signal };
    onProgress({ done: measured.length, total, what: `${pair.name}: flags and messages` });
    flags.push(...(await checkFlags(bench, optionsInUse(policyForRelease(policy, pair.version.release)))));
    const texts = await binaryTexts(host, pair);
    presences.push(...policy.stderr.map((rule) => presenceOf(rule, texts)));
    const { browser } = opened;
    if (browser !== undefined && browserUsed.samples === undefined) {
      const { version, plays } = browser;
      browserUsed = { version, plays, samples: await proveSamples(bench, browser) };
    }
  }
  // Recording by recording: an interrupted run has then seen some of them with every build.
  for (const recording of recordings) {
    for (const [index, pair] of tools.entries()) {
      const bench: Bench = { host, tools: pair, folder, cache, signal };
      const onStep = (step: string): void =>
        onProgress({ done: measured.length, total, what: `${recording.name}: ${step} (${pair.name})` });
      const { browser } = opened;
      const how = { policy, browser, alsoStrictly: index === 0, onStep };
      measured.push(await measureRecording(bench, options.corpus, recording, how));
    }
  }
  onProgress({ done: total, total, what: 'conclusions' });
  return drawConclusions({
    ...{
      recordings,
      tools,
      flags,
      measured: tools.flatMap(({ name }) => measured.filter((each) => each.tools === name)),
      presences,
      policy,
      counted,
      browser: browserUsed,
    },
    logs: options.logs.map((file) => path.basename(file)),
    now: host.clock.wallTime(),
  });
}
