import { isNode, type Node, type SourceFile, type Violation, violation, visit } from './source-file.js';

const TIME =
  /(^|[a-z])(timeout|delay|duration|elapsed|interval|grace|silence|lateness|latency|deadline|period|uptime)$/i;
const SIZE = /(^|[a-z])(size|filesize|memory)$/i;

/**
 * Numbers of time or size whose name does not say the unit. A name ends in `Ms`, `Us`, `S` or `Bytes`; a map
 * of units and text such as `durationText` are not concerned, because only declared numbers are looked at.
 */
export function unitViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const found: Violation[] = [];
    visit(file.program, (node) => {
      const name = declaredNumber(node);
      if (name === undefined) return;
      if (TIME.test(name))
        found.push(violation(file, node, `${name}: a time in numbers ends in Ms, Us or S`));
      if (SIZE.test(name)) found.push(violation(file, node, `${name}: a size in numbers ends in Bytes`));
    });
    return found;
  });
}

/** The name that a node declares, when what it declares is a number. */
function declaredNumber(node: Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return isNumberType(node.typeAnnotation) ? String(node.name) : undefined;
    case 'TSPropertySignature':
    case 'PropertyDefinition':
      return isNumberType(node.typeAnnotation) || isNumber(node.value) ? nameOf(node.key) : undefined;
    case 'Property':
      return isNumber(node.value) ? nameOf(node.key) : undefined;
    case 'VariableDeclarator':
      return isNumber(node.init) ? nameOf(node.id) : undefined;
    case 'AssignmentPattern':
      return isNumber(node.right) ? nameOf(node.left) : undefined;
    default:
      return undefined;
  }
}

function nameOf(key: unknown): string | undefined {
  if (!isNode(key)) return undefined;
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? String(key.name) : undefined;
}

function isNumber(value: unknown): boolean {
  return isNode(value) && value.type === 'Literal' && typeof value.value === 'number';
}

/** `number`, or a union of it with undefined or null. */
function isNumberType(annotation: unknown): boolean {
  if (!isNode(annotation)) return false;
  if (annotation.type === 'TSTypeAnnotation') return isNumberType(annotation.typeAnnotation);
  if (annotation.type === 'TSUnionType') return (annotation.types as readonly unknown[]).some(isNumberType);
  return annotation.type === 'TSNumberKeyword';
}
