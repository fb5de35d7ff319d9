import type { Decision, StreamChoice } from '../ffmpeg/decision.js';
import type { CommandFlags, FlagChanges, Flags, NeverRule, RemuxPolicy } from '../ffmpeg/policy.js';
import { remuxArgs } from '../ffmpeg/remux-args.js';
import { STRATEGIES, type Strategy } from '../ffmpeg/strategy.js';
import { type CommandLine, INPUT, OUTPUT } from './command-line.js';

type Runs = Extract<Decision, { kind: 'run' }>;

/** The policy's command line of each strategy for a recording. Rungs that come to the same line stand once. */
export function policyLines(policy: RemuxPolicy, decision: Runs): CommandLine[] {
  const lines = STRATEGIES.map((strategy) => policyLine(policy, decision, strategy, `ours/${strategy}`));
  const texts = lines.map(({ template }) => template.join('\0'));
  return lines.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

function policyLine(policy: RemuxPolicy, decision: Runs, strategy: Strategy, id: string): CommandLine {
  const { streams, copyFlags } = decision;
  const template = remuxArgs(strategy, { input: INPUT, output: OUTPUT, streams, copyFlags }, policy);
  return { id, template, streams };
}

/** One change of the default strategy's flags. */
export interface Experiment {
  /** `without -fflags`, `with -ss 1`. */
  readonly id: string;
  readonly changes: { readonly [part in keyof CommandFlags]?: FlagChanges };
  /** Takes the first streams, whatever they hold. */
  readonly firstStreams?: true;
}

/** What others put into such lines, and what it does to real recordings. */
const ADDED: readonly Experiment[] = [
  { id: 'with -ss 1', changes: { input: { ss: '1' } } },
  { id: 'with discardcorrupt', changes: { input: { fflags: '+genpts+discardcorrupt' } } },
  { id: 'with igndts', changes: { input: { fflags: '+genpts+igndts' } } },
  { id: 'with first_pts=0', changes: { audio: { 'filter:a': 'aresample=async=1000:first_pts=0' } } },
  { id: 'with asetpts', changes: { audio: { 'filter:a': 'asetpts=PTS-STARTPTS,aresample=async=1000' } } },
  { id: 'with -async 1', changes: { output: { async: '1' } } },
  { id: 'with -max_interleave_delta 0', changes: { output: { max_interleave_delta: '0' } } },
  { id: 'with -copyts', changes: { input: { copyts: true } } },
  { id: 'with -map 0:v:0? -map 0:a:0?', changes: {}, firstStreams: true },
];

/** Of the policy's own flags, those that no recording can show a difference of. */
const HARMLESS = new Set(['movflags', 'map_chapters']);

/** The line as it is, judged as the experiments are: what they are compared with. */
export const UNCHANGED = 'unchanged';

/** Every experiment: the unchanged line, each of the policy's own flags left out, and each of others' put in. */
export function experimentsFor({ strategies }: RemuxPolicy): Experiment[] {
  const { flags } = strategies.default;
  const parts = ['input', 'audio', 'output'] as const;
  const without = parts.flatMap((part) =>
    Object.keys(flags[part])
      // Without an encoder's name or the shape of its sound it is another product, not the same with a fault.
      .filter((option) => part !== 'audio' || option.startsWith('filter'))
      .filter((option) => !HARMLESS.has(option))
      .map((option) => ({ id: `without -${option}`, changes: { [part]: { [option]: null } } })),
  );
  return [{ id: UNCHANGED, changes: {} }, ...without, ...ADDED];
}

/** The experiment that puts in what a rule forbids, if there is one. */
export function experimentAgainst({ option, contains = '' }: NeverRule): string | undefined {
  return ADDED.find(({ changes }) =>
    Object.values(changes).some((part) => {
      const value = part[option];
      return value !== undefined && value !== null && String(value).includes(contains);
    }),
  )?.id;
}

/** The default strategy's line with one change. */
export function experimentLine(
  policy: RemuxPolicy,
  decision: Runs,
  experiment: Experiment,
  first: StreamChoice,
): CommandLine {
  const { default: base } = policy.strategies;
  const flags: CommandFlags = {
    input: changed(base.flags.input, experiment.changes.input),
    video: base.flags.video,
    audio: changed(base.flags.audio, experiment.changes.audio),
    output: changed(base.flags.output, experiment.changes.output),
  };
  const strategies = { ...policy.strategies, default: { ...base, flags } };
  const line = policyLine({ ...policy, strategies }, decision, 'default', experiment.id);
  return experiment.firstStreams === true ? withFirstStreams(line, first) : line;
}

function changed(flags: Flags, changes: FlagChanges = {}): Flags {
  const entries = Object.entries({ ...flags, ...changes });
  return Object.fromEntries(entries.flatMap(([option, value]) => (value === null ? [] : [[option, value]])));
}

/** `0:v:0?` and `0:a:0?` instead of the chosen streams. */
function withFirstStreams(line: CommandLine, first: StreamChoice): CommandLine {
  const from = line.template.indexOf('-map');
  const to = line.template.lastIndexOf('-map') + 2;
  const maps = ['-map', '0:v:0?', '-map', '0:a:0?'];
  return {
    ...line,
    template: [...line.template.slice(0, from), ...maps, ...line.template.slice(to)],
    streams: first,
  };
}
