import path from 'node:path';
import { isNode, type Node, type SourceFile, visit } from './source-file.js';

export interface Import {
  readonly node: Node;
  /** As written: `../base/assert.js`, `node:fs`, `zod`. */
  readonly specifier: string;
  /** The project's file it means; undefined for packages. */
  readonly target: string | undefined;
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
  /** Names a file to be started as a process of its own: needed, but not loaded. */
  readonly starts: boolean;
}

/**
 * Everything a file refers to: imports, re-exports, `import()` in code and in types, and
 * `new URL('./x.js', import.meta.url)`, by which a file is started as a process of its own.
 */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  visit(file.program, (node) => {
    const source = sourceOf(node);
    if (source === undefined) return;
    found.push({
      node,
      specifier: source,
      target: resolveTarget(file.path, source),
      typeOnly: node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType',
      starts: node.type === 'NewExpression',
    });
  });
  return found;
}

function sourceOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literalText(node.source ?? node.argument);
    case 'NewExpression': {
      const [first, second] = node.arguments as readonly unknown[];
      const isUrl = isNode(node.callee) && node.callee.type === 'Identifier' && node.callee.name === 'URL';
      return isUrl && second !== undefined ? localFile(literalText(first)) : undefined;
    }
    default:
      return undefined;
  }
}

function localFile(text: string | undefined): string | undefined {
  return text !== undefined && /^\.\.?\/.*\.c?js$/.test(text) ? text : undefined;
}

function literalText(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'TSLiteralType') return literalText(value.literal);
  return value.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined;
}

function resolveTarget(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const joined = path.posix.join(path.posix.dirname(from), specifier);
  return joined.replace(/\.c?js$/, '.ts');
}
