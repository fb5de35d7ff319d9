import { unreachable } from '../base/assert.js';
import type { Fault, Field } from '../script/fault.js';
import { FAULT_GROUPS } from '../script/vocabulary.js';
import { FEED_DEEDS } from './feed-deeds.js';
import { jsonSchema } from './schema.js';

const HEAD = `# The vocabulary of faults

What a fake ffmpeg or ffprobe can do, step by step, in a scenario file. This page is made from the faults themselves
(\`src/script/faults/\`, one file each); editors know the same from \`scenarios/schema.json\`.

A step names one fault: alone (\`- hang\`), with its main value (\`- exit: 1\`), or with a map of settings
(\`- progress: { blocks: 12, every: 500ms }\`). A script that has come to its end exits with 0. A rung without a script
remuxes well.

Units: durations need one (\`500ms\`, \`90s\`, \`40m25s\`) and are nominal, which means divided by the scenario's speed on real
processes; sizes need one (\`64KiB\`, \`4MB\`); factors end in x (\`30x\`).
`;

const MACHINE = `## The supervisor and its surroundings

Under \`machine\` stands what is done to the supervisor itself, to its files and to its disk. Times count from the first
ffmpeg of the job, or from its first ffprobe where the scenario scripts that one.
`;

const REAL = `## Real ffmpeg

Under \`real\` stands what happens to a real ffmpeg (\`--engine ffmpeg\`), on every rung alike. Such a scenario has no scripts: what
ffmpeg does is its own. The recording is made with the same ffmpeg, as long and as large as \`recording\` says, and neither is
divided by the speed; durations in the feed are.
`;

const FEED = `### The feed

What the source of the recording does, step by step. After the last step it sends what is left, and ends.
`;

/** The page of all faults in Markdown: what each does, what it stands for, and its settings. */
export function vocabularyPage(): string {
  const groups = FAULT_GROUPS.map(({ title, faults }) => `## ${title}\n\n${faults.map(section).join('\n')}`);
  return [HEAD, ...groups, machineSection(), realSection()].join('\n');
}

function section(fault: Pick<Fault, 'name' | 'summary' | 'models' | 'fields' | 'shorthand'>): string {
  const fields = Object.entries(fault.fields);
  const rows = fields.map(([name, field]) =>
    row([`\`${name}\``, kindOf(field), defaultOf(field), field.doc + mainNote(fault, name)]),
  );
  const table =
    rows.length === 0
      ? []
      : ['', row(['setting', 'kind', 'default', 'meaning']), row(['---', '---', '---', '---']), ...rows];
  return [`### ${fault.name}`, '', fault.summary, '', `Stands for: ${fault.models}`, ...table, ''].join('\n');
}

function mainNote({ shorthand }: Pick<Fault, 'shorthand'>, name: string): string {
  return shorthand === name ? ' The main value.' : '';
}

function kindOf(field: Field): string {
  switch (field.type) {
    case 'duration':
    case 'size':
    case 'factor':
    case 'text':
      return field.type;
    case 'number':
      return `${field.integer === true ? 'whole number' : 'number'}${range(field)}`;
    case 'flag':
      return 'true or false';
    case 'choice':
      return field.options.map((option) => `\`${option}\``).join(', ');
    case 'steps':
      return 'list of steps';
    default:
      return unreachable(field);
  }
}

function range({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` from ${min} on`;
  return max === undefined ? '' : ` up to ${max}`;
}

function defaultOf(field: Field): string {
  return 'default' in field && field.default !== undefined ? `\`${field.default}\`` : '';
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** As much of JSON Schema as the machine's actions are made of. */
interface Form {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Form[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly items?: Form;
  readonly $defs?: Readonly<Record<string, Form>>;
}

function machineSection(): string {
  const { properties = {} } = jsonSchema() as Form;
  const rows = Object.entries(properties.machine?.items?.properties ?? {}).map(([name, form]) =>
    row([`\`${name}\``, formsOf(form).join(', or '), `${form.description ?? ''}.`]),
  );
  return [MACHINE, row(['action', 'value', 'meaning']), row(['---', '---', '---']), ...rows, ''].join('\n');
}

function realSection(): string {
  const { $defs = {} } = jsonSchema() as Form;
  const rows = Object.entries($defs.real?.properties ?? {}).map(([name, form]) =>
    row([
      `\`${name}\``,
      name === 'feed' ? 'list of deeds' : formsOf(form).join(', or '),
      `${form.description ?? ''}.`,
    ]),
  );
  const deeds = FEED_DEEDS.map((deed) => section(deed).replace('###', '####'));
  return [
    REAL,
    row(['setting', 'value', 'meaning']),
    row(['---', '---', '---']),
    ...rows,
    '',
    FEED,
    ...deeds,
  ].join('\n');
}

function formsOf(form: Form): string[] {
  if (form.anyOf !== undefined) return form.anyOf.flatMap(formsOf);
  if (form.properties !== undefined) {
    const settings = Object.entries(form.properties).map(
      ([name, each]) => `${name}: ${formsOf(each).join()}`,
    );
    return [`{ ${settings.join('; ')} }`];
  }
  if (form.enum !== undefined) return [form.enum.map((word) => `\`${word}\``).join(' ')];
  if (form.$ref !== undefined) return [form.$ref.slice(form.$ref.lastIndexOf('/') + 1)];
  return [{ string: 'name', boolean: 'true or false', number: 'number' }[form.type ?? ''] ?? 'value'];
}
