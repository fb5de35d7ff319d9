import type { CommandFlags, RemuxPolicy } from '../../ffmpeg/policy.js';
import { STRATEGIES } from '../../ffmpeg/strategy.js';
import { originPlan } from '../origin-policy.js';
import { experimentsFor } from '../our-lines.js';

/** One option as it stands in a command line. */
export interface OptionInUse {
  readonly place: 'input' | 'output';
  readonly args: readonly string[];
  /** `ours/default`, `origin/fallback`, `with -ss 1`; empty for a flag that is only forbidden. */
  readonly usedBy: readonly string[];
}

/** Files, streams, codecs and what is printed: no version differs there, and no trial line does without. */
const NOT_IN_QUESTION = new Set([
  ...['-y', '-nostdin', '-hide_banner', '-loglevel', '-i', '-map', '-c:v', '-c:a', '-sn', '-dn', '-f'],
]);

/** What newer versions offer in the place of an old option, so that its absence in others is known. */
const SUCCESSORS: readonly OptionInUse[] = [{ place: 'output', args: ['-fps_mode', 'cfr'], usedBy: [] }];

/** Every option of the policy's strategies, of the origin's and of the experiments, once each, with who uses it. */
export function optionsInUse(policy: RemuxPolicy): OptionInUse[] {
  const ours = STRATEGIES.flatMap((strategy) =>
    optionsOf(policy.strategies[strategy].flags, `ours/${strategy}`),
  );
  const origins = originPlan({ streams: [] }).lines.flatMap(({ id, template }) =>
    optionsOfLine(template, id),
  );
  const experiments = experimentsFor(policy).flatMap(({ id, changes }) => optionsOf(changes, id));
  return merged([...ours, ...origins, ...experiments, ...SUCCESSORS]);
}

type Parts = { readonly [part in keyof CommandFlags]?: Readonly<Record<string, string | true | null>> };

function optionsOf(parts: Parts, user: string): OptionInUse[] {
  return Object.entries(parts).flatMap(([part, flags]) =>
    Object.entries(flags).flatMap(([option, value]) =>
      value === null || NOT_IN_QUESTION.has(`-${option}`)
        ? []
        : [
            {
              place: part === 'input' ? ('input' as const) : ('output' as const),
              args: value === true ? [`-${option}`] : [`-${option}`, value],
              usedBy: [user],
            },
          ],
    ),
  );
}

/** Reads a whole command line. No value in the origin's begins with a dash. */
function optionsOfLine(template: readonly string[], user: string): OptionInUse[] {
  const input = template.indexOf('-i');
  return template.flatMap((arg, index) => {
    if (!arg.startsWith('-') || NOT_IN_QUESTION.has(arg)) return [];
    const next = template[index + 1] ?? '-';
    const args = next.startsWith('-') ? [arg] : [arg, next];
    return [{ place: index < input ? ('input' as const) : ('output' as const), args, usedBy: [user] }];
  });
}

function merged(options: readonly OptionInUse[]): OptionInUse[] {
  const byWords = new Map<string, OptionInUse>();
  for (const option of options) {
    const words = [option.place, ...option.args].join(' ');
    const known = byWords.get(words)?.usedBy ?? [];
    byWords.set(words, { ...option, usedBy: [...new Set([...known, ...option.usedBy])] });
  }
  return [...byWords.values()];
}
