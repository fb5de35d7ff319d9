import { z } from 'zod';
import { closedMap, oneOf } from '../scenario/closed-map.js';
import { FAILURE_KINDS } from '../supervisor/outcome.js';
import { unknownWords } from './template.js';

const ANSWERS = ['published', 'failed', ...FAILURE_KINDS] as const;

const text = z.string().min(1, { error: 'expected some text' });
/** Text with words in braces that are filled in. */
const template = text.superRefine((value, context) => {
  for (const word of unknownWords(value)) {
    context.addIssue({ code: 'custom', message: `nothing is filled in for {${word}}` });
  }
});
const command = z.array(template).min(1).describe('Program and arguments; words in braces are filled in');
const pattern = text.refine(isRegex, { error: 'expected a regular expression' });

/** The form of a manifest file. */
export const subjectSchema = closedMap('key', {
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'expected lower-case words joined by "-"' }),
  title: text.max(100),
  jobs: oneOf('kind of jobs', ['single', 'worker'])
    .optional()
    .describe(
      'single: one job a process. worker: NDJSON jobs on stdin, NDJSON outcomes on stdout. Default single',
    ),
  command,
  workerCommand: command.optional().describe('For scenarios with several jobs'),
  env: z.record(z.string(), template).optional(),
  exit: z
    .record(z.string().regex(/^\d{1,3}$/, { error: 'expected an exit code' }), oneOf('answer', ANSWERS))
    .describe('What its exit codes mean; any other is failed'),
  artefacts: closedMap('artefact', {
    lock: template.optional(),
    errorLog: template.optional(),
    meta: template.optional(),
    temp: template.optional().describe('* stands for any text'),
  }).optional(),
  metrics: template.optional().describe('Where it leaves Prometheus text at its end'),
  events: oneOf('event format', ['stallproof-v1']).optional(),
  log: closedMap('pattern', { stalled: pattern.optional() })
    .optional()
    .describe('Regular expressions over the lines that it prints'),
  cancelSignal: oneOf('signal', ['SIGTERM', 'SIGINT']).optional().describe('Default SIGTERM'),
}).meta({
  title: 'stallproof subject',
  description: 'A supervisor under test, described from outside.',
});

export type SubjectForm = z.infer<typeof subjectSchema>;

/** The form of a manifest as JSON Schema, for editors. */
export function subjectJsonSchema(): object {
  return z.toJSONSchema(subjectSchema, { io: 'input', reused: 'ref' });
}

function isRegex(source: string): boolean {
  try {
    new RegExp(source, 'm');
    return true;
  } catch {
    return false;
  }
}
