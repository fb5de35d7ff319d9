import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { policyText } from '../policy/policy-text.js';
import type { GatesResult } from '../result.js';
import { decisionRecord } from './adr.js';
import { buildReport } from './build-report.js';
import { htmlReport } from './html.js';
import { markdownReport } from './markdown.js';
import { recordingText } from './recording-text.js';

/** Writes everything into a folder. Files appear whole, by rename; those of recordings that are gone go too. */
export function writeReport(folder: string, result: GatesResult): void {
  const { measured, proposed, ...conclusions } = result;
  mkdirSync(folder, { recursive: true });
  const recordings = path.join(folder, 'recordings');
  rmSync(recordings, { recursive: true, force: true });
  for (const { name } of result.recordings) {
    const own = measured.filter(({ recording }) => recording === name);
    const file = path.join(recordings, `${name}.json`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(file, recordingText(result.v, own));
  }
  writeWhole(path.join(folder, 'report.json'), `${JSON.stringify(conclusions, undefined, 1)}\n`);
  writeWhole(path.join(folder, 'policy.json'), policyText(proposed));
  const report = buildReport(result);
  writeWhole(path.join(folder, 'report.md'), markdownReport(report));
  writeWhole(path.join(folder, 'report.html'), htmlReport(report));
  writeWhole(path.join(folder, 'adr.md'), decisionRecord(result));
  mkdirSync(path.join(folder, 'pictures'), { recursive: true });
  for (const block of report.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'picture') writeWhole(path.join(folder, 'pictures', `${block.name}.svg`), block.svg);
  }
  // What is kept for the next run is nobody else's.
  writeWhole(path.join(folder, '.gitignore'), '.cache/\n');
}

function writeWhole(file: string, text: string): void {
  const temp = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  writeFileSync(temp, text);
  renameSync(temp, file);
}
