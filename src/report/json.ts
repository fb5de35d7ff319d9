import type { RunReport } from '../harness/result.js';
import { type Naming, replayCommand } from './replay-command.js';

/**
 * `report.json`: for machines, but a person can read it. Its version is the field `v`. Each result has the command that
 * plays it again as `replay`, and its timeline on one line.
 */
export function jsonReport(report: RunReport, naming: Naming): string {
  const results = report.results.map((result, index) => {
    const { timeline, ...rest } = { ...result, replay: replayCommand(result, naming) };
    return { ...rest, ...(timeline !== undefined && { timeline: index }) };
  });
  const text = JSON.stringify({ ...report, results }, undefined, 2);
  // No text in it can begin a line: the line breaks of a string are escaped.
  return `${text.replace(TIMELINE, (_, key: string, index: string) => key + JSON.stringify(report.results[Number(index)]?.timeline))}\n`;
}

const TIMELINE = /^( {6}"timeline": )(\d+)$/gm;
