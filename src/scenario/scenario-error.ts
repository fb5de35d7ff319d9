import { escapeControl } from '../base/escape.js';

/** One thing wrong with a scenario file, and where. Lines and columns count from 1; both are 0 for the file as a whole. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document, such as `ffmpeg.default[2].hang`; empty for the document itself. */
  readonly path: string;
  /** What stands there, shortened; undefined when nothing does. */
  readonly found: string | undefined;
  /** What was expected instead, in one sentence without a full stop. */
  readonly message: string;
}

/** More are counted, not listed: a file that is no scenario at all would bury the reader. */
const MAX_LISTED = 50;

/** A scenario file that cannot be used, with everything that is wrong with it. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.problems = problems;
  }
}

/** A problem of a file as a whole: it cannot be read, or a name that stands for none. */
export function wholeFileProblem(file: string, message: string): Problem {
  return { file, line: 0, column: 0, path: '', found: undefined, message };
}

/** Orders problems of one file as a reader meets them. */
export function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}

/** `stall/hang.yaml:12:7: ffmpeg.default[3]: unknown fault "hnag", did you mean "hang"?` */
export function formatProblem(problem: Problem): string {
  const position = problem.line === 0 ? '' : `:${problem.line}:${problem.column}`;
  const place = `${escapeControl(problem.file)}${position}`;
  const path = problem.path === '' ? '' : `${escapeControl(problem.path)}: `;
  // A message about a name quotes it already.
  const untold = problem.found !== undefined && !problem.message.includes(problem.found);
  const found = untold ? `, found ${escapeControl(problem.found)}` : '';
  return `${place}: ${path}${escapeControl(problem.message)}${found}`;
}

function formatProblems(problems: readonly Problem[]): string {
  const lines = problems.slice(0, MAX_LISTED).map(formatProblem);
  const unlisted = problems.length - lines.length;
  if (unlisted > 0) lines.push(`… and ${unlisted} more`);
  return lines.join('\n');
}
