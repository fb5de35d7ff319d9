/** Longer lines are floods and garbage, which nobody looks for word by word. */
const MOST_CHARACTERS = 300;

/** The last line of a text that holds anything; undefined without one, and for one that is too long to be told. */
export function lastLine(text: string): string | undefined {
  const end = text.trimEnd();
  const line = end.slice(Math.max(end.lastIndexOf('\n'), end.lastIndexOf('\r')) + 1).trimStart();
  return line === '' || line.length > MOST_CHARACTERS ? undefined : line;
}
