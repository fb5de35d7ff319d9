import type { RunReport } from '../harness/result.js';

/** `report.json`: for machines, but a person can read it. Its version is the field `v`. */
export function jsonReport(report: RunReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
