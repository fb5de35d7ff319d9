/** Longer lines are floods and garbage, which nobody looks for word by word. */
const MOST_CHARACTERS = 300;

/** Floods come in megabytes, and most of their lines end within this. */
const NEAR_CHARACTERS = 4 * MOST_CHARACTERS;

/** The last line of a text that holds anything; undefined without one, and for one that is too long to be told. */
export function lastLine(text: string): string | undefined {
  const end = text.trimEnd();
  const line = (endingLine(end.slice(-NEAR_CHARACTERS)) ?? endingLine(end) ?? end).trimStart();
  return line === '' || line.length > MOST_CHARACTERS ? undefined : line;
}

/** What follows the last line break; undefined without one. */
function endingLine(text: string): string | undefined {
  const lineBreak = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return lineBreak < 0 ? undefined : text.slice(lineBreak + 1);
}
