import path from 'node:path';
import { escapeControl } from '../base/escape.js';
import { type CampaignState, campaignStateSchema } from '../fuzz/campaign-state.js';
import { CampaignMergeError, mergeCampaigns } from '../fuzz/merge-campaigns.js';
import type { RunReport } from '../harness/result.js';
import { checkedJson } from '../report/checked-json.js';
import { jsonReport } from '../report/json.js';
import { mergeRuns, RunMergeError } from '../report/merge-runs.js';
import { readReport } from '../report/report-file.js';
import { reportNaming } from '../report/report-naming.js';
import { summaryReport } from '../report/summary.js';
import { campaignExit, campaignLines } from './campaign-results.js';
import type { ExitCode } from './exit-codes.js';
import { writeState } from './fuzz-state.js';
import { type Io, printLine } from './io.js';
import { tellJobSummary } from './job-summary.js';
import { type JudgeOptions, reportJudge } from './judge-report.js';
import { printVerdicts } from './print-verdicts.js';
import { reportFolder, writableFolder } from './report-files.js';
import { reportText } from './report-text.js';
import { DEFAULT_SUBJECT } from './run-options.js';
import { UsageError } from './usage-error.js';

/** What `report merge` was asked for. */
export interface MergeOptions extends JudgeOptions {
  readonly out: string;
}

const HINT =
  'Give the report.json of every shard of one run --shard, or the state of every shard of one fuzz --resume.';

/** Merges the reports of all shards of a run, or the states of all shards of a campaign, and judges the whole. */
export function mergeReports(files: readonly string[], options: MergeOptions, io: Io): ExitCode {
  const texts = files.map(readWhole);
  const areCampaigns = texts.map(holdsCampaign);
  if (areCampaigns.every(Boolean)) return mergedCampaign(files, texts, options, io);
  if (areCampaigns.some(Boolean)) throw new UsageError('these are reports of run and states of fuzz', HINT);
  return mergedRun(files, texts, options, io);
}

function mergedRun(
  files: readonly string[],
  texts: readonly string[],
  options: MergeOptions,
  io: Io,
): ExitCode {
  const judge = reportJudge(options, io);
  const report: RunReport = whole(() =>
    mergeRuns(texts.map((text, i) => parsed(files[i], () => readReport(text)))),
  );
  const folder = reportFolder(options.out);
  const naming = reportNaming(report, DEFAULT_SUBJECT);
  folder.write(report, naming);
  if (options.json === true) io.stdout.write(jsonReport(report, naming));
  else printVerdicts(report, naming, io);
  printLine(io.stderr, `report: ${escapeControl(folder.path)}`);
  tellJobSummary(summaryReport(report, naming), io);
  return judge(report).exit;
}

function mergedCampaign(
  files: readonly string[],
  texts: readonly string[],
  options: MergeOptions,
  io: Io,
): ExitCode {
  const merged: CampaignState = whole(() =>
    mergeCampaigns(texts.map((text, i) => parsed(files[i], () => checkedJson(campaignStateSchema, text)))),
  );
  const file = path.join(writableFolder(options.out), 'fuzz.json');
  writeState(file, merged);
  for (const line of campaignLines(merged.tally)) printLine(io.stdout, line);
  printLine(io.stderr, `state: ${escapeControl(file)}`);
  return campaignExit(merged.tally, io);
}

function readWhole(file: string): string {
  try {
    return reportText(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read: ${why}`, HINT);
  }
}

function holdsCampaign(text: string): boolean {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && 'campaign' in data;
  } catch {
    // Which file that is, the reading of reports says.
    return false;
  }
}

function parsed<T>(file: string | undefined, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file ?? '?'} is no report to merge: ${why}`, HINT);
  }
}

function whole<T>(merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (error instanceof RunMergeError || error instanceof CampaignMergeError) {
      throw new UsageError(`this is no whole: ${error.message}`, HINT);
    }
    throw error;
  }
}
