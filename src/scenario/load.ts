import { readFileSync, statSync } from 'node:fs';
import { formatSize } from '../base/size.js';
import { unknownName } from './closed-map.js';
import { problemsOf } from './problems.js';
import { realProblems } from './real-problems.js';
import { resolveScenario } from './resolve.js';
import type { Scenario } from './scenario.js';
import { type Problem, ScenarioError, wholeFileProblem } from './scenario-error.js';
import { type ScenarioFile, scenarioSchema } from './schema.js';
import { wording } from './wording.js';
import { readYaml, type YamlSource } from './yaml-source.js';

/** A scenario is a page of text; what is larger is something else. */
export const MAX_SCENARIO_BYTES = 2 ** 20;

/** Where a text came from: `file` for messages, `id` for tables. */
export interface ScenarioOrigin {
  readonly file: string;
  readonly id: string;
}

/**
 * Reads the text of a scenario file.
 * @throws ScenarioError that lists everything wrong with it.
 */
export function readScenario(text: string, origin: ScenarioOrigin): Scenario {
  if (Buffer.byteLength(text) > MAX_SCENARIO_BYTES) throw tooLarge(origin.file);
  const source = readYaml(text, origin.file);
  const parsed = scenarioSchema.safeParse(source.data, { error: wording, reportInput: true });
  if (!parsed.success) throw new ScenarioError(problemsOf(parsed.error, source));
  const problems = [...unknownJobs(parsed.data, source), ...realProblems(parsed.data, source)];
  if (problems.length > 0) throw new ScenarioError(problems);
  return resolveScenario(parsed.data, origin);
}

/**
 * Reads a scenario file.
 * @throws ScenarioError, also when the file cannot be read at all.
 */
export function loadScenario(origin: ScenarioOrigin): Scenario {
  let text: string;
  try {
    const stat = statSync(origin.file);
    // Reading a FIFO would wait for its writer.
    if (!stat.isFile()) throw new Error('not a regular file');
    if (stat.size > MAX_SCENARIO_BYTES) throw tooLarge(origin.file);
    text = readFileSync(origin.file, 'utf8');
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScenarioError([wholeFileProblem(origin.file, `cannot be read: ${reason}`)]);
  }
  return readScenario(text, origin);
}

/** A machine action may only name a job that the scenario has. */
function unknownJobs(form: ScenarioFile, source: YamlSource): Problem[] {
  const names = form.jobs === undefined ? ['job'] : Object.keys(form.jobs);
  return (form.machine ?? []).flatMap((action, index) =>
    [
      { at: ['cancel', 'job'], job: action.cancel?.job },
      { at: ['cancel', 'since'], job: action.cancel?.since },
      { at: ['lock', 'job'], job: action.lock?.job },
      { at: ['plant', 'job'], job: action.plant?.job },
    ].flatMap(({ at, job }) =>
      job === undefined || names.includes(job)
        ? []
        : [source.problemAt(['machine', index, ...at], unknownName('job', job, names))],
    ),
  );
}

function tooLarge(file: string): ScenarioError {
  const message = `larger than ${formatSize(MAX_SCENARIO_BYTES)}: not a scenario`;
  return new ScenarioError([wholeFileProblem(file, message)]);
}
