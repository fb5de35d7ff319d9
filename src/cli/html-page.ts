import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HtmlReportParts, htmlReport } from '../report/html/html-report.js';
import { replaceableFile, writableFolder, writeWhole } from './report-files.js';

/** A page that is going to be written. */
export interface HtmlPage {
  readonly path: string;
  write(parts: Omit<HtmlReportParts, 'script'>): void;
}

const OPTION = '--html FILE';

/**
 * Finds out whether the page can be written, before anything is played.
 * @throws UsageError
 */
export function htmlPage(file: string): HtmlPage {
  const target = path.resolve(file);
  writableFolder(path.dirname(target), OPTION);
  replaceableFile(target, OPTION);
  return {
    path: target,
    write: (parts) => writeWhole(target, htmlReport({ ...parts, script: pageScript() })),
  };
}

/** Bundled by the build, with the charts that it draws. */
function pageScript(): string {
  return readFileSync(fileURLToPath(new URL('../report/html/page.js', import.meta.url)), 'utf8');
}
