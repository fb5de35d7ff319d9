import { dottedName, type SourceFile, type Violation, violation, visit } from './source-file.js';

// Spelled apart, or this file would be its own finding.
const LEFTOVER = new RegExp(`\\b(${['TO', 'FIX', 'XX'].join('|')})(DO|ME|X)\\b`);
const RUNNERS = new Set(['describe', 'it', 'test', 'suite']);

/** Notes of unfinished work, and tests that shut out the other tests. */
export function leftoverViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => [...notes(file), ...exclusives(file)]);
}

function notes(file: SourceFile): Violation[] {
  return file.text.split('\n').flatMap((text, index) => {
    const match = LEFTOVER.exec(text);
    return match === null ? [] : [{ path: file.path, line: index + 1, message: `unfinished: ${match[0]}` }];
  });
}

function exclusives(file: SourceFile): Violation[] {
  const found: Violation[] = [];
  visit(file.program, (node) => {
    if (node.type !== 'MemberExpression') return;
    const [runner, ...modifiers] = dottedName(node)?.split('.') ?? [];
    if (runner !== undefined && RUNNERS.has(runner) && modifiers.at(-1) === 'only') {
      found.push(violation(file, node, `${runner}.only shuts out every other test`));
    }
  });
  return found;
}
