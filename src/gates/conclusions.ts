import type { RemuxPolicy } from '../ffmpeg/policy.js';
import { allTrials, ruleEvidence, unknownMessages } from './catalogue/evidence.js';
import type { Presence } from './catalogue/presence.js';
import { decideCodecs } from './clients/codec-decisions.js';
import type { ClientCount } from './clients/read-logs.js';
import { effectsOf, reinterpretations } from './gate1/effects.js';
import type { FlagCheck } from './gate1/flag-checks.js';
import { scoreRow } from './gate1/score.js';
import { codecMatrix } from './gate2/matrix.js';
import { browserVerdicts } from './gate3/browser-verdicts.js';
import { qualityOf } from './gate3/quality.js';
import type { GateTools } from './measure/bench.js';
import type { Measured } from './measure/measure-recording.js';
import { isRight } from './measure/try-line.js';
import { policyDigest } from './policy/policy-digest.js';
import { proposePolicy } from './policy/propose.js';
import { corpusDigest, type Recording } from './recordings.js';
import { type BrowserUsed, GATES_VERSION, type GatesResult, type LineRow } from './result.js';

/** All that was measured. */
export interface Measurements {
  readonly recordings: readonly Recording[];
  readonly tools: readonly GateTools[];
  readonly measured: readonly Measured[];
  readonly flags: readonly FlagCheck[];
  readonly presences: readonly Presence[];
  readonly policy: RemuxPolicy;
  readonly counted: ClientCount | undefined;
  readonly logs: readonly string[];
  readonly browser: BrowserUsed;
  readonly now: Date;
}

/** Draws the four gates and a policy from what was measured. Pure: the same measurements give the same result. */
export function drawConclusions(measurements: Measurements): GatesResult {
  const { recordings, tools, measured, flags, policy, counted, logs, browser, now } = measurements;
  const [firstTools] = tools;
  const matrix = codecMatrix(measured.filter((each) => each.tools === firstTools?.name));
  const decisions = decideCodecs(counted);
  const rules = ruleEvidence(policy, allTrials(measured), measurements.presences);
  const lines = lineRows(measured);
  const effects = effectsOf(measured);
  const provenance = {
    generator: 'stallproof gates',
    generatedAt: now.toISOString().slice(0, 10),
    recordings: recordings.length,
    corpusDigest: corpusDigest(recordings),
    tools: [...tools.map(({ name }) => `ffmpeg ${name}`), ...(browser.version ? [browser.version] : [])],
    clients: clientWords(counted),
  };
  return {
    v: GATES_VERSION,
    times: { generatedAt: now.toISOString() },
    corpusDigest: provenance.corpusDigest,
    recordings,
    tools: tools.map(({ name, version, probeVersion, judge }) => ({
      name,
      ...(version.release !== undefined && { release: version.release }),
      ffprobe: probeVersion.name,
      judge: judge.version.name,
    })),
    browser,
    policyDigest: policyDigest(policy),
    gate1: {
      scores: measured.map(scoreRow),
      ...{ lines, effects, flags },
      reinterpreted: reinterpretations(measured),
    },
    gate2: matrix,
    gate3: tools.map(({ name }) =>
      qualityOf(
        name,
        measured.filter((each) => each.tools === name),
        policy,
      ),
    ),
    catalogue: { rules, unknown: unknownMessages(policy, allTrials(measured)) },
    gate4: { logs, ...(counted && { counted }), decisions },
    measured,
    proposed: proposePolicy(policy, {
      ...{ provenance, lines, effects, flags, matrix, decisions, rules },
      browser: browserVerdicts(measured),
    }),
  };
}

function lineRows(measured: readonly Measured[]): LineRow[] {
  const tools = [...new Set(measured.map((each) => each.tools))];
  const ids = [...new Set(measured.flatMap(({ trials }) => trials.map(({ id }) => id)))];
  return tools.flatMap((name) => {
    const trials = measured.filter((each) => each.tools === name).flatMap((each) => each.trials);
    return ids.map((id) => {
      const own = trials.filter((trial) => trial.id === id);
      const exits: Record<string, number> = {};
      for (const { exit } of own) exits[exit] = (exits[exit] ?? 0) + 1;
      return { id, tools: name, tried: own.length, right: own.filter(isRight).length, exits };
    });
  });
}

function clientWords(counted: ClientCount | undefined): string {
  if (counted === undefined) return 'assumed: Chrome, as there are no logs';
  const clients = Object.values(counted.clients).reduce((sum, count) => sum + count, 0);
  return `${clients} clients in ${counted.requests} requests`;
}
