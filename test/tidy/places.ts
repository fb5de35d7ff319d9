import { importsOf } from './imports.js';
import { dottedName, type Node, type SourceFile, type Violation, violation, visit } from './source-file.js';

/** Something that may be used in some folders only. */
interface Reserved {
  readonly what: string;
  readonly folders: readonly string[];
  readonly packages?: RegExp;
  /** Dotted names, matched whole or as a prefix that ends at a dot. */
  readonly names?: readonly string[];
  /** Names imported from any module. */
  readonly imported?: readonly string[];
}

const RESERVED: readonly Reserved[] = [
  {
    what: 'the clock',
    folders: ['node', 'sim', 'bench'],
    packages: /^(node:)?(timers|timers\/promises|perf_hooks)$/,
    names: [
      'Date.now',
      'new Date()',
      'performance.now',
      'performance.timeOrigin',
      'process.hrtime',
      'process.uptime',
      'setTimeout',
      'setInterval',
      'AbortSignal.timeout',
    ],
  },
  {
    what: 'randomness',
    folders: ['node', 'sim', 'bench'],
    names: ['Math.random', 'crypto.randomUUID', 'crypto.randomBytes', 'crypto.getRandomValues'],
    imported: ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'],
  },
  // Benchmarks measure what a plain spawn and execa cost beside the supervisor.
  { what: 'child processes', folders: ['node', 'fake-ffmpeg', 'bench'], packages: /^(node:)?child_process$/ },
  { what: 'execa', folders: ['harness', 'bench'], packages: /^execa$/ },
  { what: 'pidusage', folders: ['harness'], packages: /^pidusage$/ },
  {
    what: 'printing and exiting',
    // A specimen is a program of its own, as a fake is.
    folders: ['cli', 'fake-ffmpeg', 'specimens'],
    names: ['console', 'process.exit', 'process.exitCode', 'process.stdout', 'process.stderr'],
  },
];

/** Uses of the clock, randomness, processes and the terminal outside the folders that own them. */
export function placeViolations(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => file.path.startsWith('src/'))
    .flatMap((file) => {
      const folder = file.path.split('/')[1] ?? '';
      const forbidden = RESERVED.filter((rule) => !rule.folders.includes(folder));
      return [...importedWrongly(file, forbidden), ...namedWrongly(file, forbidden)];
    });
}

function importedWrongly(file: SourceFile, forbidden: readonly Reserved[]): Violation[] {
  return importsOf(file)
    .filter((reference) => !reference.typeOnly)
    .flatMap((reference) =>
      forbidden
        .filter((rule) => rule.packages?.test(reference.specifier) === true)
        .map((rule) => violation(file, reference.node, message(rule, `import of ${reference.specifier}`))),
    );
}

function namedWrongly(file: SourceFile, forbidden: readonly Reserved[]): Violation[] {
  const found: Violation[] = [];
  visit(file.program, (node, parents) => {
    const parent = parents.at(-1);
    const name = usedName(node, parent);
    if (name === undefined) return;
    for (const rule of forbidden) {
      const hit =
        node.type === 'ImportSpecifier'
          ? rule.imported?.includes(name)
          : rule.names?.some((reserved) => name === reserved || name.startsWith(`${reserved}.`));
      if (hit) found.push(violation(file, node, message(rule, name)));
    }
  });
  return found;
}

/** The name that a node uses, seen once: not again for the parts of a longer chain. */
function usedName(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === 'ImportSpecifier') return dottedName(node.imported);
  if (isDateOfNow(node)) return 'new Date()';
  if (node.type === 'MemberExpression') {
    const inner = parent?.type === 'MemberExpression' && parent.object === node;
    return inner ? undefined : dottedName(node)?.replace(/^(globalThis|global)\./, '');
  }
  if (node.type !== 'Identifier' || parent === undefined) return undefined;
  const isValue =
    [
      'CallExpression',
      'NewExpression',
      'VariableDeclarator',
      'AssignmentExpression',
      'SpreadElement',
    ].includes(parent.type) ||
    (parent.type === 'Property' && parent.value === node);
  return isValue && parent.id !== node ? String(node.name) : undefined;
}

function isDateOfNow(node: Node): boolean {
  return (
    node.type === 'NewExpression' &&
    dottedName(node.callee) === 'Date' &&
    (node.arguments as readonly unknown[]).length === 0
  );
}

function message(rule: Reserved, what: string): string {
  return `${what}: ${rule.what} belongs to ${rule.folders.map((folder) => `${folder}/`).join(', ')}`;
}
