import { z } from 'zod';
import { STRATEGIES } from '../ffmpeg/strategy.js';
import { FAULTS } from '../script/vocabulary.js';
import { FAILURE_KINDS } from '../supervisor/outcome.js';
import { closedMap, exactlyOne, oneOf } from './closed-map.js';
import { stepsSchema } from './fault-schema.js';
import { ORACLE_NAMES } from './oracle-names.js';
import { realSchema } from './real-schema.js';
import { LOCK_OWNERS, PLANTED_AS, PLANTED_AT, SUPERVISOR_COUNTS } from './scenario.js';
import { durationSchema, sizeSchema } from './units.js';

const OUTCOME_KINDS = ['published', ...FAILURE_KINDS] as const;

const text = z.string().min(1, { error: 'expected some text' });
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'expected lower-case words joined by "-"' });
/** The order of the jobs counts, and JavaScript puts keys that are numbers before all others. */
const jobSlug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  error: 'expected lower-case words joined by "-", the first of which begins with a letter',
});
/** Room for what is put behind it: 255 bytes are the most that a name may have. */
const MAX_NAME_BYTES = 180;
const fileName = text
  .regex(/^(?!\.{1,2}$)[^/\0]+$/, { error: 'expected the name of a file, without a folder' })
  .refine((name) => Buffer.byteLength(name) <= MAX_NAME_BYTES, {
    error: `expected at most ${MAX_NAME_BYTES} bytes`,
  });
const steps = stepsSchema(FAULTS);

const recording = closedMap('setting', {
  size: sizeSchema.optional().describe('Size of the recording. Default 500MB'),
  duration: durationSchema.optional().describe('How long it plays. Default 40m'),
  video: text.optional().describe('Codec as ffprobe names it, or none. Default h264'),
  audio: text.optional().describe('Codec as ffprobe names it, or none. Default ac3'),
  pixelFormat: text.optional().describe("ffprobe's pix_fmt. Default yuv420p"),
  claimedDuration: z
    .union([z.literal('none').transform(() => null), durationSchema])
    .optional()
    .describe('What format.duration says, or none. Default: the truth'),
  name: fileName.optional().describe('Its file name. Default: the name of the job, and .ts'),
  parts: z.number().int().min(1).max(16).optional().describe('Files that it was split into. Default 1'),
}).meta({ id: 'recording' });

const watch = closedMap('setting', {
  startupGrace: durationSchema.optional().describe('Nothing is called stalled before. Default 30s'),
  stall: durationSchema.optional().describe('Silence that counts as a stall. Default 90s'),
  tick: durationSchema.optional().describe('How often signs of life are sampled. Default 5s'),
  finalise: durationSchema.optional().describe('Bound of finalising, and again for each GB. Default 2m'),
  probeTimeout: durationSchema.optional().describe('Bound of one ffprobe. Default 2m'),
  timeout: durationSchema
    .optional()
    .describe('Bound of the whole job. Default 20m and 1m for each GB, at most 2h'),
}).meta({ id: 'watch' });

const rungs = closedMap('rung', {
  default: steps.optional(),
  fallback: steps.optional(),
  transcode: steps.optional(),
} satisfies Record<(typeof STRATEGIES)[number], unknown>).describe(
  'What ffmpeg does on each rung. A rung without steps remuxes well, so that a wrong retry shows',
);

const expectation = closedMap('setting', {
  outcome: z
    .union([
      oneOf('outcome', OUTCOME_KINDS).transform((kind) => [kind]),
      z.array(oneOf('outcome', OUTCOME_KINDS)).min(1),
    ])
    .describe('How the job must end; of a list, any is right'),
  attempts: z.array(oneOf('rung', STRATEGIES)).optional().describe('The rungs tried, in order'),
  errorLog: z
    .union([text.transform((line) => [line]), z.array(text).min(1)])
    .optional()
    .describe('Text that the error log must contain'),
}).meta({
  id: 'expectation',
  description: 'What is special to this scenario; the oracles hold besides',
});

const behaviour = {
  ffmpeg: rungs.optional(),
  ffprobe: steps.optional().describe('What ffprobe does with the recording. Default: it answers at once'),
  ffprobeOutput: steps
    .optional()
    .describe('What ffprobe does with an output. Default: it answers from the file'),
};

const outputName = fileName
  .optional()
  .describe(
    'File name of the output, without .mp4; jobs that name the same compete for it. Default: the job',
  );

const job = closedMap('setting', {
  recording: recording.optional(),
  ...behaviour,
  real: realSchema.optional(),
  output: outputName,
  after: durationSchema.optional().describe('When it is submitted. Default 0ms'),
  expect: expectation,
});

interface CancelForm {
  readonly after: number;
  readonly job?: string | undefined;
  readonly since?: string | undefined;
}

const jobName = z.string().optional().describe('Default: the first job');

const machineAction = closedMap('action', {
  cancel: z
    .union([
      durationSchema.transform((after): CancelForm => ({ after })),
      closedMap('setting', {
        after: durationSchema,
        job: jobName,
        since: z
          .string()
          .optional()
          .describe('The job whose first ffmpeg the time counts from. Default: the job itself'),
      }),
    ])
    .optional()
    .describe('Asks the supervisor to give the job up'),
  'pause-supervisor': closedMap('setting', { after: durationSchema, for: durationSchema })
    .optional()
    .describe('Stops the supervisor as a whole and lets it go on'),
  'kill-supervisor': closedMap('setting', { after: durationSchema, restart: z.boolean().optional() })
    .optional()
    .describe('Ends the supervisor with SIGKILL; with restart, starts it anew with the same jobs'),
  lock: z
    .union([
      oneOf('owner', LOCK_OWNERS).transform(
        (owner): { owner: (typeof LOCK_OWNERS)[number]; job?: string | undefined } => ({ owner }),
      ),
      closedMap('setting', { owner: oneOf('owner', LOCK_OWNERS), job: jobName }),
    ])
    .optional()
    .describe('A lock file that stands there before the job starts'),
  plant: closedMap('setting', {
    at: oneOf('name', PLANTED_AT),
    as: oneOf('kind', PLANTED_AS),
    job: jobName,
  })
    .optional()
    .describe('Something that stands under the name of an artefact before the job starts'),
  'jump-clock': closedMap('setting', {
    after: durationSchema,
    by: durationSchema,
    back: z.boolean().optional().describe('Into the past. Default false'),
  })
    .optional()
    .describe('Sets the calendar of the machine to another time (simulated time only)'),
  'remove-folder': durationSchema.optional().describe("Removes the outputs' folder with all that is in it"),
  'fill-disk': durationSchema
    .optional()
    .describe("Takes all space on the outputs' disk; what is removed there later gives room again"),
})
  .refine(...exactlyOne('action in each entry; start the next entry with its own "- "'))
  .meta({ minProperties: 1, maxProperties: 1 });

/** The form of a scenario file. */
export const scenarioSchema = closedMap('key', {
  title: text.max(100).describe('The behaviour in one line'),
  why: text.describe('Why a correct supervisor must behave so, in one or two sentences'),
  from: z.array(text).min(1).describe('The incidents or flaws that it comes from'),
  tags: z.array(slug).optional(),
  catches: z.array(oneOf('oracle', ORACLE_NAMES)).min(1).describe('The oracles that catch the flaw'),
  speed: z.number().min(1).max(1000).optional().describe('Nominal time by real time. Default 40'),
  slots: z.number().int().min(1).max(64).optional().describe('Jobs that may run at once. Default 1'),
  notOn: closedMap('engine', {
    process: text.optional(),
    virtual: text.optional(),
    ffmpeg: text.optional(),
  })
    .optional()
    .describe('Engines that cannot show it, each with the reason'),
  supervisors: oneOf('number of supervisors', SUPERVISOR_COUNTS)
    .optional()
    .describe('one: one supervisor has all jobs. each: every job has a supervisor of its own. Default one'),
  recording: recording.optional().describe('What all jobs read'),
  watch: watch.optional(),
  ...behaviour,
  real: realSchema.optional(),
  output: outputName,
  expect: expectation.optional(),
  jobs: z
    .record(jobSlug, job)
    .refine((jobs) => Object.keys(jobs).length > 0, { error: 'expected at least one job' })
    .meta({ minProperties: 1 })
    .optional()
    .describe('Several jobs by name, in the order of submission'),
  machine: z.array(machineAction).optional().describe('What is done to the supervisor and its surroundings'),
})
  .refine((file) => (file.jobs === undefined) !== (file.expect === undefined), {
    // Judged even where another key is wrong, so that one reading tells all.
    when: ({ value }) => typeof value === 'object' && value !== null,
    error: 'expected either expect (one job) or jobs (several, each with its own expect)',
  })
  .meta({
    title: 'stallproof scenario',
    description: 'What ffmpeg, ffprobe and the machine do, and what a correct supervisor must then do.',
  });

export type ScenarioFile = z.infer<typeof scenarioSchema>;
export type RecordingForm = z.infer<typeof recording>;
export type JobForm = z.infer<typeof job>;
export type MachineForm = z.infer<typeof machineAction>;

/** The form of a scenario file as JSON Schema (draft 2020-12), for editors. */
export function jsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}
