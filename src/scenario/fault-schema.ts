import { z } from 'zod';
import { unreachable } from '../base/assert.js';
import type { Fault, Field, Step } from '../script/fault.js';
import { closedMap, exactlyOne, unknownName } from './closed-map.js';
import { durationSchema, factorSchema, sizeSchema } from './units.js';

/** What a fault says of itself as far as files are concerned. */
export type FaultForm = Pick<Fault, 'name' | 'summary' | 'fields' | 'shorthand'>;

/** A list of steps in a file; {@link Step}s with units resolved and defaults filled in once read. */
export type StepsSchema = z.ZodType<readonly Step[], unknown>;

const STEP = { id: 'step', description: 'One thing that the fake does; it does them in their order.' };

/**
 * The schema of a list of steps, derived from the fields that the faults declare. A step names one fault:
 * `hang` alone, `exit: 1` where the fault has a shorthand, or `progress: { blocks: 12 }`.
 */
export function stepsSchema(faults: readonly FaultForm[], told = STEP): StepsSchema {
  const nested: StepsSchema = z.lazy(() => z.array(step));
  const configs = Object.fromEntries(faults.map((fault) => [fault.name, configSchema(fault, nested)]));
  const named = closedMap(
    'fault',
    Object.fromEntries(Object.entries(configs).map(([name, config]) => [name, config.optional()])),
  )
    .refine(...exactlyOne('fault in each step; start the next step with its own "- "'))
    .meta({ minProperties: 1, maxProperties: 1 })
    .transform((given): Step => {
      const [fault = '', config = {}] = Object.entries(given)[0] ?? [];
      return { fault, config: config as Step['config'] };
    });
  const step = z.union([bareStep(faults, configs), named]).meta(told);
  return z.array(step);
}

function bareStep(
  faults: readonly FaultForm[],
  configs: Readonly<Record<string, z.ZodType>>,
): z.ZodType<Step, string> {
  const names = faults.map(({ name }) => name);
  const complete = faults.filter((fault) => !needsValue(fault)).map(({ name }) => name);
  return z
    .string({ error: 'expected a fault, such as hang, exit: 1 or progress: { blocks: 12 }' })
    .meta({ enum: complete })
    .transform((fault, context): Step => {
      const config = complete.includes(fault) ? configs[fault]?.parse({}) : undefined;
      if (config !== undefined) return { fault, config: config as Step['config'] };
      const message = names.includes(fault) ? `"${fault}" needs a value` : unknownName('fault', fault, names);
      context.issues.push({ code: 'custom', message, input: fault });
      return z.NEVER;
    });
}

/** A shorthand without default is what the fault is about: the file must give it. */
function needsValue({ shorthand, fields }: FaultForm): boolean {
  const field = shorthand === undefined ? undefined : fields[shorthand];
  return field !== undefined && !('default' in field);
}

function configSchema(fault: FaultForm, nested: StepsSchema): z.ZodType {
  const { shorthand, summary: description } = fault;
  const shape = Object.fromEntries(
    Object.entries(fault.fields).map(([name, field]) => {
      const required = name === shorthand && needsValue(fault);
      return [name, fieldSchema(field, nested, required).meta({ description: field.doc })];
    }),
  );
  const map = closedMap('setting', shape);
  const field = shorthand === undefined ? undefined : fault.fields[shorthand];
  if (shorthand === undefined || field === undefined) return map.meta({ description });
  const { [shorthand]: _, ...others } = shape;
  const rest = closedMap('setting', others).parse({});
  const short = valueSchema(field, nested).transform((value) => ({ ...rest, [shorthand]: value }));
  return z.union([short, map]).meta({ description });
}

function fieldSchema(field: Field, nested: StepsSchema, required: boolean): z.ZodType {
  const schema = valueSchema(field, nested);
  if (required) return schema;
  return 'default' in field ? schema.prefault(field.default) : schema.optional();
}

function valueSchema(field: Field, nested: StepsSchema): z.ZodType {
  switch (field.type) {
    case 'duration':
      return durationSchema;
    case 'size':
      return sizeSchema;
    case 'factor':
      return factorSchema;
    case 'number':
      return numberSchema(field);
    case 'text':
      return textSchema(field);
    case 'flag':
      return z.boolean();
    case 'choice':
      return z.enum(field.options, {
        error: ({ input }) => unknownName('choice', String(input), field.options),
      });
    case 'steps':
      return nested;
    default:
      return unreachable(field);
  }
}

function numberSchema(field: Field & { type: 'number' }): z.ZodNumber {
  let schema = field.integer === true ? z.number().int() : z.number();
  if (field.min !== undefined) schema = schema.min(field.min);
  if (field.max !== undefined) schema = schema.max(field.max);
  return schema;
}

function textSchema({ check, pattern }: Extract<Field, { type: 'text' }>): z.ZodType {
  if (check === undefined) return z.string();
  const checked = z.string().superRefine((text, context) => {
    const message = check(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
  return pattern === undefined ? checked : checked.meta({ pattern });
}
