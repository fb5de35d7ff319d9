import type { TraceHeader, TraceRecord } from './trace.js';

const HIDDEN = '***';

const URL_PATTERN = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s'"]+)/gi;

/** A slash that begins a path: at the start, or after what cannot be part of a name. */
const PATH_PATTERN = /(^|[\s'"=(:,[])(\/[^\s'",:)\]]+)/g;

/** An argument that names a file: it has an extension, and is no number. */
const FILE_ARGUMENT = /^(?!-)(?!.*:\/\/)(?![\d.]+$).*[^\s.]\.[a-z][a-z0-9]{1,4}$/is;

/**
 * Hides what a trace should not tell strangers: user names, passwords, hosts, paths and queries in URLs, and folders and
 * names in paths. Extensions stay, because they tell what kind of thing was read. The names of files in the command
 * line are hidden wherever they come up.
 */
export class Redactor {
  #names: readonly string[] = [];

  header(header: TraceHeader): TraceHeader {
    this.#names = header.command.filter(isFile).sort((a, b) => b.length - a.length);
    const command = header.command.map((argument) => this.text(argument));
    return { ...header, command, job: this.text(header.job) };
  }

  record(record: TraceRecord): TraceRecord {
    return record.kind === 'line' ? { ...record, text: this.text(record.text) } : record;
  }

  text(text: string): string {
    let hidden = text;
    for (const name of this.#names) hidden = hidden.replaceAll(name, hiddenFile(name));
    return hidden
      .replace(URL_PATTERN, (_, scheme: string, rest: string) => scheme + hiddenName(rest))
      .replace(PATH_PATTERN, (_, before: string, path: string) =>
        path.startsWith('//') || path.startsWith(`/${HIDDEN}`) ? before + path : before + hiddenFile(path),
      );
  }
}

function isFile(argument: string): boolean {
  return FILE_ARGUMENT.test(argument) || (argument.startsWith('/') && argument.length > 1);
}

function hiddenFile(path: string): string {
  return `${path.startsWith('/') ? '/' : ''}${hiddenName(path)}`;
}

function hiddenName(path: string): string {
  const name = path.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
  return HIDDEN + (/^.+(\.[a-z0-9]{1,5})$/is.exec(name)?.[1] ?? '');
}
