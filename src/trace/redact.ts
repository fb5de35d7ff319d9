import type { TraceExit, TraceHeader, TraceRecord } from './trace.js';

const HIDDEN = '***';

const URL_PATTERN = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s'"]+)/gi;

/** An argument that is an address from end to end, whatever stands in it. */
const URL_ARGUMENT = /^([a-z][a-z0-9+.-]*:\/\/)(.+)$/is;

/** A slash that begins a path: at the start, or after what cannot be part of a name. */
const PATH_PATTERN = /(^|[\s'"=(:,[])(\/[^\s'",:)\]]+)/g;

/** What ffmpeg quotes: a file that it opens, reads or writes. */
const QUOTED = /'([^']+)'/g;

/** An argument that names a file: it has an extension, and is no number. */
const FILE_ARGUMENT = /^(?!-)(?!.*:\/\/)(?![\d.]+$).*[^\s.]\.(?:[a-z][a-z0-9]{1,4}|3gp|3g2|26[45])$/is;

/** What is no file even where one is expected: an option, a pipe, a number. */
const NO_FILE = /^(-.*|pipe:\d*|[\d.:]*)$/s;

/** Options of ffmpeg whose values let others in. */
const SECRET_OPTIONS: ReadonlySet<string> = new Set([
  '-headers',
  '-cookies',
  '-passphrase',
  '-decryption_key',
  '-cenc_decryption_key',
  '-encryption_key',
  '-key',
  '-password',
]);

/**
 * Hides what a trace should not tell strangers: user names, passwords, hosts, paths and queries in URLs, folders and
 * names in paths, and the values of options that hold credentials. Extensions stay, because they tell what kind of
 * thing was read. What is hidden in the command line is hidden wherever it comes up.
 */
export class Redactor {
  #secrets: readonly Secret[] = [];

  header(header: TraceHeader): TraceHeader {
    this.#secrets = secretsOf(header.command);
    const command = header.command.map((argument) => this.text(argument));
    return { ...header, command, job: this.text(header.job) };
  }

  record(record: TraceRecord): TraceRecord {
    if (record.kind === 'line') return { ...record, text: this.text(record.text) };
    if (record.kind === 'exit') return { ...record, exit: this.#exit(record.exit) };
    return record;
  }

  text(text: string): string {
    let hidden = text;
    for (const { pattern, instead } of this.#secrets) hidden = hidden.replace(pattern, () => instead);
    return hidden
      .replace(URL_PATTERN, (_, scheme: string, rest: string) => scheme + hiddenName(rest))
      .replace(QUOTED, (quoted, name: string) => (isFile(name) ? `'${hiddenFile(name)}'` : quoted))
      .replace(PATH_PATTERN, (_, before: string, path: string) =>
        path.startsWith('//') || path.startsWith(`/${HIDDEN}`) ? before + path : before + hiddenFile(path),
      );
  }

  #exit(exit: TraceExit): TraceExit {
    return 'notStarted' in exit ? { notStarted: this.text(exit.notStarted) } : exit;
  }
}

interface Secret {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** The longest first: one may be part of another. */
function secretsOf(command: readonly string[]): readonly Secret[] {
  const found = new Map<string, string>();
  command.forEach((argument, index) => {
    const [, scheme, rest] = URL_ARGUMENT.exec(argument) ?? [];
    if (scheme !== undefined && rest !== undefined) found.set(argument, scheme + hiddenName(rest));
    else if (SECRET_OPTIONS.has(command[index - 1] ?? '')) found.set(argument, HIDDEN);
    else if (isFile(argument) || isFilePlace(command, index)) found.set(argument, hiddenFile(argument));
    for (const [, , address] of argument.matchAll(URL_PATTERN)) found.set(hostOf(address ?? ''), HIDDEN);
  });
  found.delete('');
  return [...found]
    .sort(([a], [b]) => b.length - a.length)
    .map(([secret, instead]) => ({ pattern: wholeWord(secret), instead }));
}

/** An input, or the output at the end, which need no extension. */
function isFilePlace(command: readonly string[], index: number): boolean {
  if (index === 0 || NO_FILE.test(command[index] ?? '')) return false;
  return command[index - 1] === '-i' || (index === command.length - 1 && command.includes('-i'));
}

/** Messages name hosts without their scheme. */
function hostOf(address: string): string {
  return address
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '');
}

/** Short names, such as `in`, must not be found inside other words. */
function wholeWord(text: string): RegExp {
  return new RegExp(`(?<!\\w)${text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?!\\w)`, 'g');
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
