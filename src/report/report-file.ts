import { z } from 'zod';
import { MOST_SHARDS } from '../base/shard.js';
import { REPORT_VERSION, type RunReport } from '../harness/result.js';
import { LANE_KINDS, MARK_KINDS, SPAN_KINDS, TIMELINE_VERSION } from '../harness/timeline/timeline.js';
import { ORACLE_NAMES } from '../scenario/oracle-names.js';
import { ENGINES } from '../scenario/scenario.js';
import { checkedJson } from './checked-json.js';

/** Nobody writes a longer one: a thousand scenarios take four megabytes. */
export const MOST_REPORT_BYTES = 256 * 1024 * 1024;

const durationMs = z.number().nonnegative();
const timeMs = z.number();
const engine = z.enum(ENGINES);

const lane = z.object({
  kind: z.enum(LANE_KINDS),
  name: z.string(),
  job: z.string().optional(),
  spans: z.array(z.object({ kind: z.enum(SPAN_KINDS), fromMs: timeMs, toMs: timeMs })),
  marks: z.array(z.object({ kind: z.enum(MARK_KINDS), atMs: timeMs, text: z.string() })),
  progress: z.array(z.number()).optional(),
});

const timeline = z.object({
  v: z.literal(TIMELINE_VERSION),
  spanMs: durationMs,
  lanes: z.array(lane),
  said: z.array(
    z.object({
      atMs: timeMs,
      stream: z.enum(['stdout', 'stderr']),
      by: z.string(),
      job: z.string(),
      text: z.string().optional(),
      bytes: z.number(),
    }),
  ),
  omitted: z.number(),
});

const verdict = z.union([
  z.object({ status: z.enum(['held', 'not-applicable']) }),
  z.object({ status: z.enum(['violated', 'inconclusive', 'unobservable']), sentence: z.string() }),
]);

const result = z.object({
  scenario: z.string(),
  title: z.string(),
  subject: z.string(),
  engine,
  ffmpeg: z.string().optional(),
  speed: z.number().positive(),
  status: z.enum(['held', 'violated', 'inconclusive', 'unobservable']),
  // An oracle of a later release is not known to this one; one that an older report lacks had nothing to judge.
  verdicts: z.record(z.string(), verdict).transform((given) => ({ ...NOTHING_JUDGED, ...given })),
  jobs: z.array(z.object({ id: z.string(), outcome: z.string().optional(), attempts: z.array(z.string()) })),
  elapsedMs: durationMs,
  canaryLateMs: durationMs,
  tries: z.number(),
  stderrTail: z.string().optional(),
  timeline: timeline.optional(),
});

const NOTHING_JUDGED = Object.fromEntries(ORACLE_NAMES.map((name) => [name, { status: 'not-applicable' }]));

const report = z.object({
  v: z.literal(REPORT_VERSION),
  startedAt: z.string(),
  elapsedMs: durationMs,
  node: z.string(),
  platform: z.string(),
  engines: z.array(engine),
  seed: z.int().nonnegative().optional(),
  results: z.array(result),
  skipped: z.array(z.object({ scenario: z.string(), engine, reason: z.string() })),
  disagreements: z.array(z.object({ scenario: z.string(), subject: z.string(), sentence: z.string() })),
  conclusion: z.enum(['held', 'violated', 'inconclusive', 'nothing-ran']),
  part: z
    .object({
      shards: z.array(z.int().positive()),
      of: z.int().positive().max(MOST_SHARDS),
      subjects: z.array(z.string()),
      plan: z.string(),
    })
    .optional(),
  named: z
    .object({
      scenarios: z.record(z.string(), z.string()),
      subjects: z.record(z.string(), z.string()),
    })
    .optional(),
});

/**
 * Reads what `jsonReport` wrote, by this release or an older one; fields that it does not know are left out.
 * @throws WrongForm that says where it is no report
 */
export function readReport(text: string): RunReport {
  return checkedJson(report, text) as unknown as RunReport;
}
