import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
} from 'yaml';
import { byPlace, type Problem, ScenarioError } from './scenario-error.js';

export type Path = readonly (string | number)[];

/** A YAML file's data, and where in the text each part of it stands. */
export interface YamlSource {
  readonly data: unknown;
  /**
   * Describes a problem with what stands at `path`, or with the last key of the path. Of a part that is
   * missing, the nearest parent is shown.
   */
  problemAt(path: Path, message: string, at?: 'key'): Problem;
}

/** Aliases that one file may expand to: enough for shared steps, too few for an alias bomb. */
const MAX_ALIASES = 100;
const MAX_SHOWN_LENGTH = 60;

/**
 * Parses one YAML document. Nothing is executed or converted: no custom tags, no merge keys, all keys text.
 * @throws ScenarioError with every syntax error and repeated key.
 */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const at = (offset: number, path: string, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), path, found: undefined, message };
  };
  const document = parse(text, lines, (message) => new ScenarioError([at(0, '', message)]));
  const problems = [...document.errors, ...document.warnings].map((error) =>
    at(error.pos[0], '', firstLine(error.message)),
  );
  problems.push(...repeatedKeys(document).map(({ key, offset }) => at(offset, key, 'key given twice')));
  if (problems.length > 0) throw new ScenarioError(problems.sort(byPlace));
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw new ScenarioError([at(0, '', firstLine(messageOf(error)))]);
  }
  return {
    data,
    problemAt: (path, message, part) => {
      const { offset, keyOffset, found } = locate(document, path);
      if (part === 'key') return at(keyOffset, formatPath(path), message);
      return { ...at(offset, formatPath(path), message), found };
    },
  };
}

/** `['ffmpeg', 'default', 2, 'hang']` as `ffmpeg.default[2].hang`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

function parse(text: string, lineCounter: LineCounter, fail: (message: string) => Error): Document.Parsed {
  try {
    // Its own check of repeated keys compares each with each; see repeatedKeys.
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: false,
      resolveKnownTags: false,
      logLevel: 'error',
    });
  } catch (error) {
    // Some thousand opening brackets exhaust the parser's stack.
    throw fail(`not readable as YAML: ${firstLine(messageOf(error))}`);
  }
}

function repeatedKeys(document: Document.Parsed): { key: string; offset: number }[] {
  const repeated: { key: string; offset: number }[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) repeated.push({ key: name, offset: key.range?.[0] ?? 0 });
        seen.add(name);
      }
    },
  });
  return repeated;
}

interface Place {
  readonly offset: number;
  /** Of the last key on the way, or of the list's entry. */
  readonly keyOffset: number;
  readonly found: string | undefined;
}

function locate(document: Document.Parsed, path: Path): Place {
  let node: Node | null = document.contents;
  let keyOffset = startOf(node);
  let offset = keyOffset;
  for (const part of path) {
    const collection = isAlias(node) ? (node.resolve(document) ?? null) : node;
    const pair = isMap(collection) ? pairOf(collection.items, part) : undefined;
    const item = isSeq(collection) && typeof part === 'number' ? collection.items[part] : undefined;
    if (pair === undefined && item === undefined) return { offset, keyOffset: offset, found: undefined };
    node = (pair === undefined ? item : pair.value) as ParsedNode | null;
    keyOffset = startOf(pair === undefined ? node : pair.key);
    // A map or list is shown where its key stands: its own first line is already the next problem's.
    offset = isScalar(node) ? startOf(node) : keyOffset;
  }
  return { offset, keyOffset, found: path.length === 0 ? undefined : show(document, node) };
}

function pairOf(items: readonly Pair[], key: string | number): Pair | undefined {
  return items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function show(document: Document.Parsed, node: Node | null): string {
  const text = inJson(node?.toJS(document, { maxAliasCount: MAX_ALIASES }) ?? null);
  return text.length <= MAX_SHOWN_LENGTH ? text : `${text.slice(0, MAX_SHOWN_LENGTH)}…`;
}

/** An alias may lead back to what holds it: such a value has no end, and no JSON. */
function inJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value that contains itself';
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
