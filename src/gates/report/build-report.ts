import type { GatesResult } from '../result.js';
import { clientsSection } from './clients-section.js';
import { commandLinesSection } from './command-lines-section.js';
import { type Document, list, type Section, table, text } from './document.js';
import { matrixSection } from './matrix-section.js';
import { messagesSection } from './messages-section.js';
import { qualitySection } from './quality-section.js';
import { scoreSection } from './score-section.js';

/** The reviewer's report, filled in. */
export function buildReport(result: GatesResult): Document {
  return {
    title: 'Gates 1 to 4: real recordings, real ffmpeg',
    sections: [
      scoreSection(result),
      commandLinesSection(result),
      matrixSection(result),
      qualitySection(result),
      messagesSection(result),
      clientsSection(result),
      provenanceSection(result),
    ],
  };
}

function provenanceSection({
  recordings,
  tools,
  browser,
  corpusDigest,
  policyDigest,
  times,
}: GatesResult): Section {
  return {
    title: 'Where this comes from',
    blocks: [
      list([
        `made by stallproof gates, ${times.generatedAt}`,
        ...tools.map(
          ({ name, release, ffprobe, judge }) =>
            `ffmpeg ${name}${release === undefined || name.startsWith(release) ? '' : ` (about ${release})`} with ffprobe ${ffprobe}; outputs judged by ffprobe ${judge}`,
        ),
        browser.version ?? `no browser: ${browser.missing}`,
        `policy that was tried: ${policyDigest}`,
        `recordings together: ${corpusDigest}`,
      ]),
      text('What ffprobe said of each recording, and every run, is in recordings/.'),
      table(
        ['recording', 'bytes', 'SHA-256'],
        recordings.map(({ name, sizeBytes, sha256 }) => [name, sizeBytes, sha256]),
      ),
    ],
  };
}
