import {
  dottedName,
  lineOf,
  type Node,
  type SourceFile,
  type Violation,
  violation,
  visit,
} from './source-file.js';

export const MAX_FILE_LINES = 250;
export const MAX_FUNCTION_LINES = 70;

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

export function sizeViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => [...tooLong(file), ...longFunctions(file)]);
}

function tooLong(file: SourceFile): Violation[] {
  const lines = file.text.trimEnd().split('\n').length;
  if (lines <= MAX_FILE_LINES) return [];
  return [{ path: file.path, line: lines, message: `${lines} lines; at most ${MAX_FILE_LINES}` }];
}

function longFunctions(file: SourceFile): Violation[] {
  const found: Violation[] = [];
  visit(file.program, (node, parents) => {
    if (!FUNCTIONS.has(node.type) || isSuite(node, parents.at(-1))) return;
    const lines = lineOf(file, node.end) - lineOf(file, node.start) + 1;
    if (lines <= MAX_FUNCTION_LINES) return;
    found.push(violation(file, node, `a function of ${lines} lines; at most ${MAX_FUNCTION_LINES}`));
  });
  return found;
}

/** The callback of `describe` is a list of tests, not a function that anybody reads as one. */
function isSuite(node: Node, parent: Node | undefined): boolean {
  if (parent?.type !== 'CallExpression' || !(parent.arguments as readonly unknown[]).includes(node))
    return false;
  return dottedName(parent.callee)?.split('.')[0] === 'describe' || isCallOnDescribe(parent.callee);
}

/** `describe.skipIf(…)('…', () => …)`, `describe.each(…)('…', () => …)`. */
function isCallOnDescribe(callee: unknown): boolean {
  const call = callee as Node;
  return call.type === 'CallExpression' && dottedName(call.callee)?.startsWith('describe.') === true;
}
