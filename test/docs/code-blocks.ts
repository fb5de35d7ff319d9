/** A fenced block of a page: a file to write, or commands to run. */
export type Block =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'commands'; readonly lines: readonly Command[] };

export interface Command {
  readonly line: string;
  /** What its page says; 0 where it says nothing. */
  readonly exits: number;
}

/** The blocks that a reader is meant to follow, in order: those with a file name, and those marked `sh`. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)(?: title=(\S+))?\n([\s\S]*?)^```$/gm)].flatMap(
    ([, language, name, text = '']): Block[] => {
      if (name !== undefined) return [{ kind: 'file', name, text }];
      return language === 'sh' ? [{ kind: 'commands', lines: commandsOf(text) }] : [];
    },
  );
}

function commandsOf(text: string): Command[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ line, exits: Number(/# exits (\d+)$/.exec(line)?.[1] ?? 0) }));
}
