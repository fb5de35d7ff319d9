import type { RemuxPolicy } from '../../ffmpeg/policy.js';

/** One line of difference between two policies. */
export interface PolicyChange {
  /** `codecs.hevc video.action`. */
  readonly where: string;
  /** As JSON; undefined where there is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What the new value rests on; empty where the change is the evidence itself. */
  readonly evidence: string;
  /** Whether a supervisor does something else after it, or only knows better why. */
  readonly decides: boolean;
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Words of a policy that nothing is decided by. */
const WORDS = /(?:^|\.)(?:evidence|why|purpose|example|versions|severity|level)$|^provenance\./;

/** What differs, in the order of the policy. Entries of lists are told apart by what they are about, not by place. */
export function policyDiff(before: RemuxPolicy, after: RemuxPolicy): PolicyChange[] {
  const [old, fresh] = [leaves(keyed(before)), leaves(keyed(after))];
  const places = [...new Set([...fresh.keys(), ...old.keys()])];
  return places.flatMap((where) => {
    const [was, is] = [old.get(where), fresh.get(where)];
    if (was === is) return [];
    const evidence = WORDS.test(where) ? '' : evidenceFor(where, fresh);
    return [{ where, before: was, after: is, evidence, decides: !WORDS.test(where) }];
  });
}

/** The evidence that stands nearest: beside the value, or beside what holds it. */
function evidenceFor(where: string, fresh: ReadonlyMap<string, string>): string {
  const parts = where.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const text = fresh.get([...parts.slice(0, length), 'evidence'].join('.'));
    if (text !== undefined) return JSON.parse(text);
  }
  return '';
}

/** Lists become records by name; dots in names would be taken for steps. */
function keyed({ never, codecs, stderr, ...rest }: RemuxPolicy): Json {
  const byName = <T>(rows: readonly T[], name: (row: T) => string): Json =>
    Object.fromEntries(rows.map((row) => [name(row).replaceAll('.', '·'), plain(row)]));
  return {
    ...(plain(rest) as { readonly [key: string]: Json }),
    never: byName(never, ({ option, contains }) => [option, contains].filter(Boolean).join(' ')),
    codecs: byName(codecs, ({ codec, kind, bitDepth }) =>
      [codec, kind, ...(bitDepth === undefined ? [] : [`of ${bitDepth} bits`])].join(' '),
    ),
    stderr: byName(stderr, ({ id }) => id),
  };
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

function leaves(value: Json, at = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    found.set(at, JSON.stringify(value));
    return found;
  }
  for (const [key, inner] of Object.entries(value)) leaves(inner, at === '' ? key : `${at}.${key}`, found);
  return found;
}
