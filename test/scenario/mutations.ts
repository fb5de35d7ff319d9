import type { Path } from '../../src/scenario/yaml-source.js';
import { resolve, SCHEMA, type Schema } from './random-form.js';

/** Two things that no scenario says, and that are found again in any text. */
export const WRONG = { text: 'zq17', number: 9017.25 } as const;

/** A place in a form, and a change there that makes it wrong. */
export interface Mutation {
  readonly kind: 'value' | 'extra key' | 'missing key';
  /** Of what is wrong: the value, the key that is too many, or the one that is missing. */
  readonly path: Path;
  /** What stands there instead. */
  readonly wrong: unknown;
}

/** Every mutation that a valid form can suffer. */
export function mutationsOf(form: unknown): Mutation[] {
  return mutations(SCHEMA, form, []);
}

export function mutate(form: unknown, { kind, path, wrong }: Mutation): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return wrong;
  if (Array.isArray(form)) {
    return form.map((item, index) => (index === first ? mutate(item, { kind, path: rest, wrong }) : item));
  }
  const entries = Object.entries(form as object);
  if (rest.length > 0 || kind === 'value') {
    return Object.fromEntries(
      entries.map(([key, value]) => [
        key,
        key === first ? mutate(value, { kind, path: rest, wrong }) : value,
      ]),
    );
  }
  return kind === 'missing key'
    ? Object.fromEntries(entries.filter(([key]) => key !== first))
    : Object.fromEntries([...entries, [first, wrong]]);
}

/** A value of a form, and what the schema says of it. */
export interface Setting {
  readonly path: Path;
  readonly schema: Schema;
}

/** Every value of a form that is neither a map nor a list. */
export function settingsOf(form: unknown, schema: Schema = SCHEMA, path: Path = []): Setting[] {
  const { anyOf, items, properties, additionalProperties } = resolve(schema);
  const branch = anyOf?.find((each) => fits(resolve(each), form));
  if (branch !== undefined) return settingsOf(form, branch, path);
  if (typeof form !== 'object' || form === null) return [{ path, schema }];
  return Object.entries(form).flatMap(([key, value]) => {
    const inner = items ?? properties?.[key] ?? (additionalProperties || undefined);
    return inner === undefined
      ? []
      : settingsOf(value, inner, [...path, Array.isArray(form) ? Number(key) : key]);
  });
}

function mutations(schema: Schema, value: unknown, path: Path): Mutation[] {
  const { anyOf } = resolve(schema);
  if (anyOf !== undefined) {
    const branch = anyOf.find((each) => fits(resolve(each), value));
    const inner = branch === undefined ? [] : mutations(branch, value, path);
    // Of another form than all that the value may have.
    const others = inner.filter(({ path: at }) => at.length > path.length);
    return [{ kind: 'value', path, wrong: wrongFor(anyOf.map(resolve)) }, ...others];
  }
  return [...here(resolve(schema), value, path), ...within(resolve(schema), value, path)];
}

function here(schema: Schema, value: unknown, path: Path): Mutation[] {
  const wrong = REFERENCES.includes(path.at(-1)) ? WRONG.text : wrongFor([schema]);
  const whole: Mutation[] = path.length === 0 ? [] : [{ kind: 'value', path, wrong }];
  if (schema.properties === undefined) return whole;
  const missing = (schema.required ?? []).map(
    (key): Mutation => ({ kind: 'missing key', path: [...path, key], wrong: '' }),
  );
  const outOfRange = Object.entries(schema.properties ?? {}).flatMap(([key, { maximum }]): Mutation[] =>
    maximum === undefined || !(key in (value as object))
      ? []
      : [{ kind: 'value', path: [...path, key], wrong: maximum + WRONG.number }],
  );
  return [
    ...whole,
    ...missing,
    ...outOfRange,
    { kind: 'extra key', path: [...path, WRONG.text], wrong: WRONG.text },
  ];
}

function within(schema: Schema, value: unknown, path: Path): Mutation[] {
  if (schema.items !== undefined) {
    const { items } = schema;
    return (value as readonly unknown[]).flatMap((item, index) => mutations(items, item, [...path, index]));
  }
  if (schema.type !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, inner]) => {
    const named = schema.properties?.[key] ?? (schema.additionalProperties || undefined);
    return named === undefined ? [] : mutations(named, inner, [...path, key]);
  });
}

/** Names of jobs: text, but not any. */
const REFERENCES: readonly unknown[] = ['job', 'since'];

/** Free text may be anything but a number; what is no free text is never that text. */
function wrongFor(branches: readonly Schema[]): unknown {
  const free = branches.some(
    ({ type, enum: words, pattern }) => type === 'string' && !words && !isStrict(pattern),
  );
  return free ? WRONG.number : WRONG.text;
}

function isStrict(pattern: string | undefined): boolean {
  return pattern !== undefined && !new RegExp(pattern).test(WRONG.text);
}

function fits({ type, enum: words, const: word, pattern }: Schema, value: unknown): boolean {
  if (words !== undefined) return words.includes(value as string);
  if (word !== undefined) return value === word;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return typeof value === 'number';
  if (typeof value === 'string' && pattern !== undefined) return new RegExp(pattern).test(value);
  return !Array.isArray(value) && typeof value === type;
}
