import { rmSync } from 'node:fs';
import path from 'node:path';
import { SUPPORT } from '../clients/support.js';
import { OUTPUT } from '../command-line.js';
import { type Bench, runFfmpeg, toolIdentity } from '../measure/bench.js';
import type { ProvingBrowser } from './prove.js';

/** Whether the browser at hand really plays a codec: its answer when shown two seconds of it. */
export interface SampleProof {
  readonly name: string;
  readonly plays: boolean;
  /** Why not, or why it was not tried. */
  readonly because?: string;
}

/** Makes a sample of every codec in the support matrix and shows it to the browser. */
export async function proveSamples(bench: Bench, browser: ProvingBrowser): Promise<SampleProof[]> {
  const proofs: SampleProof[] = [];
  for (const { name, kind, sample } of SUPPORT) {
    const template = templateOf(kind, sample);
    const key = ['sample', toolIdentity(bench.tools), browser.version, template];
    const proof = await bench.cache.step(key, () => proveSample(bench, browser, template, kind === 'video'));
    proofs.push({ name, ...proof });
  }
  return proofs;
}

async function proveSample(
  bench: Bench,
  browser: ProvingBrowser,
  template: readonly string[],
  hasVideo: boolean,
): Promise<Omit<SampleProof, 'name'>> {
  const file = path.join(bench.folder, 'sample.mp4');
  try {
    const { exit } = await runFfmpeg(
      bench,
      template.map((arg) => (arg === OUTPUT ? file : arg)),
    );
    if (exit !== '0') return { plays: false, because: 'not tried: this ffmpeg cannot make it' };
    const { error, seeks } = await browser.prove(file, hasVideo);
    const reached = seeks.filter(({ landedMs }) => landedMs !== undefined).length;
    if (error === undefined && reached === seeks.length) return { plays: true };
    return { plays: false, because: error ?? `${seeks.length - reached} of ${seeks.length} seeks failed` };
  } finally {
    rmSync(file, { force: true });
  }
}

function templateOf(kind: 'video' | 'audio', sample: readonly string[]): string[] {
  const source =
    kind === 'video' ? 'testsrc=duration=2:size=320x240:rate=25' : 'sine=duration=2:sample_rate=48000';
  return [
    ...['-y', '-nostdin', '-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', source],
    ...[...sample, '-movflags', '+faststart', '-strict', '-2', '-f', 'mp4', OUTPUT],
  ];
}
