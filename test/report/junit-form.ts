/**
 * What readers of JUnit have in common: the elements and attributes that GitLab ("Unit test reports"), Jenkins (its JUnit
 * plugin) and the readers on GitHub take, and where each may stand.
 */
const FORM: Readonly<
  Record<string, { readonly in: readonly string[]; readonly attributes: readonly string[] }>
> = {
  testsuites: { in: [''], attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'] },
  testsuite: {
    in: ['testsuites'],
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'timestamp'],
  },
  properties: { in: ['testsuite'], attributes: [] },
  property: { in: ['properties'], attributes: ['name', 'value'] },
  testcase: { in: ['testsuite'], attributes: ['classname', 'name', 'time', 'file'] },
  failure: { in: ['testcase'], attributes: ['message', 'type'] },
  error: { in: ['testcase'], attributes: ['message', 'type'] },
  skipped: { in: ['testcase'], attributes: [] },
  'system-out': { in: ['testcase'], attributes: [] },
};

const TOKEN =
  /<!\[CDATA\[[\s\S]*?\]\]>|<\?xml [^?]*\?>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<&]*(?:&(?:\w+|#\w+);[^"<&]*)*")*)\s*(\/?)>/gy;
const TEXT = /[^<&]*(?:&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);[^<&]*)*/gy;

/** What a strict reader would stumble over; empty for a document that every one of them reads. */
export function objectionsTo(xml: string): string[] {
  const open: string[] = [];
  const objections: string[] = [];
  for (let at = 0; at < xml.length; ) {
    TEXT.lastIndex = at;
    at += TEXT.exec(xml)?.[0].length ?? 0;
    if (at >= xml.length) break;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(xml);
    if (token === null) return [...objections, `not well-formed: ${xml.slice(at, at + 80)}`];
    at += token[0].length;
    const [, closing, name, attributes = '', alone] = token;
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() !== name) objections.push(`</${name}> closes nothing`);
      continue;
    }
    objections.push(...misplaced(name, open.at(-1) ?? '', attributes));
    if (alone !== '/') open.push(name);
  }
  return open.length === 0 ? objections : [...objections, `never closed: ${open.join(', ')}`];
}

function misplaced(name: string, parent: string, attributes: string): string[] {
  const form = FORM[name];
  if (form === undefined) return [`<${name}> is unknown`];
  const strange = [...attributes.matchAll(/([\w-]+)="/g)]
    .map(([, key = '']) => key)
    .filter((key) => !form.attributes.includes(key));
  return [
    ...(form.in.includes(parent) ? [] : [`<${name}> in <${parent}>`]),
    ...strange.map((key) => `<${name} ${key}> is unknown`),
  ];
}
