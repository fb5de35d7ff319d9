import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vitest/node';

/** A node of the syntax tree, as far as the rules look at it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** One TypeScript file of the project, parsed. */
export interface SourceFile {
  /** From the project's root, with slashes: `src/base/assert.ts`. */
  readonly path: string;
  readonly text: string;
  readonly program: Node;
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export function parseSource(filePath: string, text: string): SourceFile {
  const program: unknown = parseAst(text, { lang: 'ts' }, filePath);
  return { path: filePath, text, program: program as Node };
}

/** Every `.ts` file below the given folders of the root, sorted by path. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => parseSource(file, readFileSync(path.join(root, file), 'utf8')));
}

/** Every file below a folder of the root, as paths from the root with slashes, sorted. */
export function listFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Visits every node below and including `node`, parents first. `parents` ends with the direct one. */
export function visit(node: Node, see: (node: Node, parents: readonly Node[]) => void): void {
  const parents: Node[] = [];
  const descend = (current: Node): void => {
    see(current, parents);
    parents.push(current);
    for (const child of childrenOf(current)) descend(child);
    parents.pop();
  };
  descend(node);
}

export function violation(file: SourceFile, node: Node, message: string): Violation {
  return { path: file.path, line: lineOf(file, node.start), message };
}

export function lineOf(file: SourceFile, offset: number): number {
  return file.text.slice(0, offset).split('\n').length;
}

/** `a.b.c` for a chain of names, undefined for anything else. */
export function dottedName(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'Identifier') return String(value.name);
  if (value.type !== 'MemberExpression' || value.computed === true) return undefined;
  const object = dottedName(value.object);
  const property = dottedName(value.property);
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => {
    if (Array.isArray(value)) return value.filter(isNode);
    return isNode(value) ? [value] : [];
  });
}
