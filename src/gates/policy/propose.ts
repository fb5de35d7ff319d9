import type { NeverRule, Provenance, RemuxPolicy, StrategyPolicy } from '../../ffmpeg/policy.js';
import type { StderrRule } from '../../ffmpeg/stderr-rule.js';
import { STRATEGIES, type Strategy } from '../../ffmpeg/strategy.js';
import type { RuleEvidence } from '../catalogue/evidence.js';
import type { CodecDecision } from '../clients/codec-decisions.js';
import type { Effect } from '../gate1/effects.js';
import type { FlagCheck } from '../gate1/flag-checks.js';
import type { CodecMatrix } from '../gate2/matrix.js';
import type { BrowserVerdicts } from '../gate3/browser-verdicts.js';
import { experimentAgainst } from '../our-lines.js';
import type { LineRow } from '../result.js';
import { shareWords } from '../share.js';

/** What a policy is drawn from. */
export interface Findings {
  readonly provenance: Provenance;
  readonly lines: readonly LineRow[];
  readonly effects: readonly Effect[];
  readonly flags: readonly FlagCheck[];
  readonly matrix: CodecMatrix;
  readonly decisions: readonly CodecDecision[];
  readonly rules: readonly RuleEvidence[];
  readonly browser: BrowserVerdicts;
}

/** Today's policy as the data supports it, every line with what it rests on. */
export function proposePolicy(today: RemuxPolicy, findings: Findings): RemuxPolicy {
  const strategy = (name: Strategy): StrategyPolicy => ({
    ...today.strategies[name],
    evidence: strategyEvidence(name, findings),
  });
  const [first, fallback, transcode] = STRATEGIES.map(strategy);
  return {
    ...today,
    provenance: findings.provenance,
    strategies: {
      default: first ?? today.strategies.default,
      fallback: fallback ?? today.strategies.fallback,
      transcode: transcode ?? today.strategies.transcode,
    },
    outputCheck: { ...today.outputCheck, evidence: outputCheckEvidence(findings.browser) },
    never: today.never.map((rule) => ({ ...rule, evidence: neverEvidence(rule, findings) })),
    codecs: today.codecs.map((rule) => {
      const decision = findings.decisions.find(
        ({ kind, codec, bitDepth }) =>
          kind === rule.kind && codec === rule.codec && bitDepth === rule.bitDepth,
      );
      const met = metWith(rule.kind, rule.codec, findings.matrix);
      if (decision === undefined) return { ...rule, evidence: `gate 4: not asked; gate 2: ${met}` };
      return { ...rule, action: decision.action, evidence: `${decision.reason}; gate 2: ${met}` };
    }),
    stderr: today.stderr.map((rule) => measuredRule(rule, findings.rules)),
  };
}

function strategyEvidence(name: Strategy, { lines, effects }: Findings): string {
  const rows = lines.filter(({ id }) => id === `ours/${name}`);
  if (rows.length === 0) return 'gate 1: not tried';
  const counts = rows.map(({ tools, right, tried }) => `${tools}: right on ${right} of ${tried}`).join('; ');
  const better = name === 'default' ? effects.filter(({ helped }) => helped.length > 0) : [];
  const helped = better.map(
    ({ id, tools, helped: files }) => `${id} alone is right on ${files.length} (${tools})`,
  );
  return `gate 1: ${[counts, ...helped].join('; ')}`;
}

function outputCheckEvidence(verdicts: BrowserVerdicts): string {
  const { shown, played, triedStrictly, savedStrictly } = verdicts;
  if (shown === 0) return 'gate 3: no browser was there to ask';
  return `gate 3: a browser plays ${played} of ${shown} published files; set strict, it plays ${savedStrictly} of ${triedStrictly} that it had given up`;
}

/** What the experiments and the versions say against a flag. */
function neverEvidence(rule: NeverRule, { effects, flags }: Findings): string {
  const experiment = experimentAgainst(rule);
  const harm = effects.filter(({ id }) => id === experiment);
  const refused = flags.filter(
    ({ flag, verdict }) =>
      verdict !== 'accepted' && flag.startsWith(`-${rule.option} `) && flag.includes(rule.contains ?? ''),
  );
  const said = [
    ...harm.map(({ tools, harmed, tried }) => `${tools}: harms ${harmed.length} of ${tried}`),
    ...refused.map(({ tools, verdict }) => `${tools}: ${verdict}`),
  ];
  if (said.length === 0) return 'gate 1: not tried';
  const inVain = refused.length === 0 && harm.every(({ harmed }) => harmed.length === 0);
  return `gate 1: ${said.join('; ')}${inVain ? '; these recordings show no harm' : ''}`;
}

function metWith(kind: 'video' | 'audio', codec: string, { rows }: CodecMatrix): string {
  const row = rows.find(({ property, value }) => property === `${kind} codec` && value === codec);
  return row === undefined ? 'in none of the recordings' : `in ${shareWords(row.share)} recordings`;
}

function measuredRule(rule: StderrRule, rules: readonly RuleEvidence[]): StderrRule {
  const found = rules.find(({ id }) => id === rule.id);
  if (found === undefined) return rule;
  const { runs, lines, rightRuns, severity, visible, inBinaries } = found;
  const seen = runs === 0 ? 'in no run' : `${lines} lines in ${runs} runs, ${rightRuns} of them right`;
  const where = inBinaries
    .filter(({ alternatives }) => alternatives > 0)
    .map(({ tools, found: words, alternatives }) => `${words} of ${alternatives} wordings in ${tools}`);
  const hidden = visible ? [] : ['below the log level'];
  return { ...rule, severity, evidence: `gate 3: ${[seen, ...where, ...hidden].join('; ')}` };
}
