/** How the user names things on the command line: a file of his own has no id that finds it. */
export interface Naming {
  scenario(id: string): string;
  /** Undefined for the default subject. */
  subject(name: string): string | undefined;
}

/** The one command that plays a scenario again against the same subject and keeps what it leaves. */
export function replayCommand(
  run: { readonly scenario: string; readonly subject: string; readonly engine: string },
  naming: Naming,
): string {
  const subject = naming.subject(run.subject);
  const chosen = subject === undefined ? [] : ['--subject', subject];
  // In virtual time there is no folder to keep.
  const keep = run.engine === 'virtual' ? [] : ['--keep'];
  const how = run.engine === 'process' ? keep : ['--engine', run.engine, ...keep];
  return commandLine(['run', naming.scenario(run.scenario), ...chosen, ...how]);
}

/** A command of this program, for whoever copies it into a shell. */
export function commandLine(words: readonly string[]): string {
  return ['npx', 'stallproof', ...words].map(quoted).join(' ');
}

/** As a POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
