/** How the user names things on the command line: a file of his own has no id that finds it. */
export interface Naming {
  scenario(id: string): string;
  /** Undefined for the default subject. */
  subject(name: string): string | undefined;
  /** Of simulated time; undefined for the default one. */
  readonly seed?: number;
}

/** The one command that plays a scenario again against the same subject and keeps what it leaves. */
export function replayCommand(
  run: { readonly scenario: string; readonly subject: string; readonly engine: string },
  naming: Naming,
): string {
  const subject = naming.subject(run.subject);
  const chosen = subject === undefined ? [] : ['--subject', subject];
  const engine = run.engine === 'process' ? [] : ['--engine', run.engine];
  return commandLine([
    'run',
    operand(naming.scenario(run.scenario)),
    ...chosen,
    ...engine,
    ...how(run.engine, naming),
  ]);
}

/** In virtual time there is no folder to keep, and only there chance has a seed. */
function how(engine: string, { seed }: Naming): string[] {
  if (engine !== 'virtual') return ['--keep'];
  return seed === undefined ? [] : ['--seed', String(seed)];
}

/** A file whose name begins with a dash would be taken for an option. */
function operand(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

/** A command of this program, for whoever copies it into a shell. */
export function commandLine(words: readonly string[]): string {
  return ['npx', 'stallproof', ...words].map(quoted).join(' ');
}

/** As a POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
