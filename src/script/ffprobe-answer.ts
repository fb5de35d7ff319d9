import type { Description, Section } from './ffprobe-description.js';
import { packetsOf } from './ffprobe-packets.js';
import type { ProbeRequest } from './ffprobe-request.js';

/** What ffprobe prints on stdout: the sections and fields that were asked for, in its own order. */
export function probeAnswer(request: ProbeRequest, description: Description): string {
  const streams = description.streams.filter((stream) => isSelected(stream, request.selectStreams));
  const asked = (section: string): boolean => request.sections.has(section);
  const lists: [string, Node[]][] = [];
  if (asked('packet')) {
    const packets = packetsOf(description, streams, request.readIntervals);
    lists.push(['packets', packets.map((packet) => pick(packet, request, 'packet'))]);
  }
  if (asked('program') || asked('program_stream') || asked('stream')) {
    const inPrograms = asked('program_stream') ? 'program_stream' : 'stream';
    const programs = description.programs.map((program) => ({
      ...(asked('program') && pick(program.fields, request, 'program')),
      streams: streams.map((stream) => pick(stream, request, inPrograms)),
    }));
    lists.push(['programs', programs]);
  }
  if (asked('stream')) lists.push(['streams', streams.map((stream) => pick(stream, request, 'stream'))]);
  const root: Node = Object.fromEntries(lists);
  if (asked('format')) root.format = pick(description.format, request, 'format');
  return write(root, request);
}

type Node = { [name: string]: string | number | Node | Node[] };

/** The fields asked for; a nested section such as `disposition` has a name of its own: `stream_disposition`. */
function pick(section: Section, request: ProbeRequest, name: string): Node {
  const wanted = request.sections.get(name);
  const picked: Node = {};
  for (const [field, value] of Object.entries(section)) {
    if (typeof value !== 'object') {
      if (wanted === undefined ? request.sections.has(name) : wanted.has(field)) picked[field] = value;
      continue;
    }
    const nested = `${name}_${field}`;
    if (request.sections.has(nested)) picked[field] = pick(value, request, nested);
    else if (request.sections.has(name) && wanted === undefined) picked[field] = { ...value };
  }
  return picked;
}

/** `v`, `a:0`, `1`: the part of ffmpeg's stream specifiers that supervisors use. */
function isSelected(stream: Section, specifier: string | undefined): boolean {
  if (specifier === undefined) return true;
  const [kind = '', number] = specifier.split(':');
  if (/^\d+$/.test(kind)) return stream.index === Number(kind);
  if (!String(stream.codec_type).startsWith(kind.toLowerCase())) return false;
  return number === undefined || number === '0';
}

function write(root: Node, request: ProbeRequest): string {
  if (request.writer === 'json')
    return request.writerOptions.has('compact') || request.writerOptions.has('c')
      ? compactJson(root)
      : json(root);
  const rows = Object.entries(root).flatMap(([name, value]) => rowsOf(name, value));
  return rows.map((row) => (request.writer === 'csv' ? csv(row, request) : block(row, request))).join('');
}

function json(root: Node): string {
  return `${JSON.stringify(root, null, 4)}\n`;
}

/** One line an element, as `json=compact=1`. */
function compactJson(root: Node): string {
  const parts = Object.entries(root).map(([name, value]) => {
    if (!Array.isArray(value)) return `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const lines = value.map((element) => `        ${JSON.stringify(element)}`);
    return `    ${JSON.stringify(name)}: [\n${lines.join(',\n')}\n    ]`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}

interface Row {
  readonly section: string;
  readonly fields: readonly (readonly [string, string | number])[];
}

/** The sections in print order; those within programs are left to the JSON writer. */
function rowsOf(name: string, value: Node[string]): Row[] {
  if (name === 'programs') return [];
  const section = name === 'format' ? name : name.slice(0, -1);
  const nodes = Array.isArray(value) ? value : typeof value === 'object' ? [value] : [];
  return nodes.map((node) => ({ section, fields: Object.entries(node).filter(isPlain) }));
}

function isPlain(entry: [string, Node[string]]): entry is [string, string | number] {
  return typeof entry[1] !== 'object';
}

function csv({ section, fields }: Row, request: ProbeRequest): string {
  const named = request.writerOptions.get('p') ?? request.writerOptions.get('print_section') ?? '1';
  const values = fields.map(([, value]) => String(value));
  return `${[...(named === '0' ? [] : [section]), ...values].join(',')}\n`;
}

function block({ section, fields }: Row, request: ProbeRequest): string {
  const isSet = (short: string, long: string): boolean =>
    (request.writerOptions.get(short) ?? request.writerOptions.get(long) ?? '0') !== '0';
  const lines = fields
    .map(([key, value]) => (isSet('nk', 'nokey') ? `${value}\n` : `${key}=${value}\n`))
    .join('');
  if (isSet('nw', 'noprint_wrappers')) return lines;
  return `[${section.toUpperCase()}]\n${lines}[/${section.toUpperCase()}]\n`;
}
