import fc from 'fast-check';
import { jsonSchema } from '../../src/scenario/schema.js';

/** As much of JSON Schema as the schema of scenario files uses. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
  readonly propertyNames?: Schema;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Form = Readonly<Record<string, unknown>>;

/** What scripts a real ffmpeg: its rules are between keys, where no JSON Schema knows them. */
const REAL = 'real';

const MOST = { keys: 4, entries: 2, nested: 2, number: 1_000, bytes: 180 } as const;

export const SCHEMA = jsonSchema() as Schema;

/** The schema itself, where a name stands for it. */
export function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = SCHEMA.$defs?.[refName(schema)];
  if (found === undefined) throw new Error(`nothing is called ${schema.$ref}`);
  return found;
}

function refName({ $ref = '' }: Schema): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

const count = fc.integer({ min: 1, max: 500 });

/** Texts with a meaning that no pattern tells: their numbers are bounded. */
const MEANT: Readonly<Record<string, fc.Arbitrary<string>>> = {
  duration: fc
    .array(fc.tuple(fc.oneof(count, fc.constantFrom(0.5, 1.25)), fc.constantFrom('us', 'ms', 's', 'm')), {
      minLength: 1,
      maxLength: 2,
    })
    .map((parts) => parts.map(([amount, unit]) => `${amount}${unit}`).join('')),
  size: fc
    .tuple(count, fc.constantFrom('', ' '), fc.constantFrom('B', 'kB', 'MB', 'GB', 'KiB', 'MiB', 'GiB'))
    .map(([amount, gap, unit]) => `${amount}${gap}${unit}`),
  factor: count.map((amount) => `${amount / 10}x`),
};

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

function texts({ pattern, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (pattern === undefined) return text.map((each) => each.slice(0, maxLength));
  const allowed = new RegExp(pattern);
  // What looks ahead cannot be turned round into a generator.
  if (pattern.includes('(?')) {
    return text.filter((each) => allowed.test(each) && Buffer.byteLength(each) <= MOST.bytes);
  }
  return fc.stringMatching(allowed, { size: '-1' });
}

/** Any value that the schema allows. */
export function anyOf(schema: Schema, nested = 0): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const name = refName(schema);
    const deeper = nested + (name === 'step' ? 1 : 0);
    return MEANT[name] ?? anyOf(resolve(schema), deeper);
  }
  if (schema.anyOf !== undefined) {
    const branches = nested > MOST.nested ? schema.anyOf.slice(0, 1) : schema.anyOf;
    return fc.oneof(...branches.map((branch) => anyOf(branch, nested)));
  }
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'array': {
      const length = { minLength: schema.minItems ?? 0, maxLength: MOST.entries };
      return fc.array(anyOf(schema.items ?? {}, nested), length);
    }
    case 'object':
      return maps(schema, nested);
    default:
      return texts(schema);
  }
}

function numbers({ type, minimum = -MOST.number, maximum = MOST.number }: Schema): fc.Arbitrary<number> {
  const bounds = { min: minimum, max: Math.min(maximum, Math.max(minimum, MOST.number)) };
  if (type === 'integer') return fc.integer(bounds);
  return fc.double({ ...bounds, noNaN: true }).map((value) => (value === 0 ? 0 : value));
}

function maps(schema: Schema, nested: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames, maxProperties } = schema;
  if (additionalProperties) {
    const names = anyOf(propertyNames ?? {}, nested) as fc.Arbitrary<string>;
    const size = { minKeys: 1, maxKeys: MOST.entries };
    return fc.dictionary(names, anyOf(additionalProperties, nested), { ...size, noNullPrototype: true });
  }
  const values = Object.fromEntries(
    Object.entries(properties).flatMap(([name, each]) =>
      name === REAL ? [] : [[name, anyOf(each, nested)]],
    ),
  );
  if (maxProperties === 1) {
    return fc.oneof(
      ...Object.entries(values).map(([name, value]) =>
        fc.record({ [name]: value }, { noNullPrototype: true }),
      ),
    );
  }
  const optional = Object.keys(values).filter((name) => !required.includes(name));
  // Few of them: a form with all is slow to make, and shows no more than several with some.
  return fc.subarray(optional, { maxLength: Math.min(MOST.keys, optional.length) }).chain((chosen) => {
    const given = [...required, ...chosen].map(
      (name) => [name, values[name] ?? fc.constant(undefined)] as const,
    );
    return fc.record(Object.fromEntries(given), { noNullPrototype: true });
  });
}

/** Any form of a scenario file that holds together. */
export const scenarioForms: fc.Arbitrary<Form> = fc
  .tuple(anyOf(SCHEMA), anyOf({ $ref: '#/$defs/expectation' }), fc.nat())
  .map(([form, expect, choice]) => consistent(form as Form, expect, choice));

/** Either one job or several, and no action names one that there is not. */
function consistent({ jobs, expect, machine, ...rest }: Form, otherExpect: unknown, choice: number): Form {
  const names = jobs === undefined ? ['job'] : Object.keys(jobs as Form);
  const known = names[choice % names.length];
  const actions = (machine as readonly Form[] | undefined)?.map((action) =>
    Object.fromEntries(Object.entries(action).map(([name, setting]) => [name, naming(setting, known)])),
  );
  return {
    ...rest,
    ...(jobs === undefined ? { expect: expect ?? otherExpect } : { jobs }),
    ...(actions !== undefined && { machine: actions }),
  };
}

function naming(setting: unknown, known: string | undefined): unknown {
  if (typeof setting !== 'object' || setting === null) return setting;
  const names = Object.entries(setting).map(([key, value]) =>
    key === 'job' || key === 'since' ? [key, known] : [key, value],
  );
  return Object.fromEntries(names);
}
