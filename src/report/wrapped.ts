/**
 * Lines of at most so many columns, broken between words: what goes on stands two columns further in than the text began.
 * A longer word stays whole.
 */
export function wrapped(text: string, columns: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const [first = '', ...words] = text.trim().split(' ');
  const lines: string[] = [];
  let line = indent + first;
  for (const word of words) {
    if (line.length + 1 + word.length <= columns) {
      line = `${line} ${word}`;
      continue;
    }
    lines.push(line);
    line = `${indent}  ${word}`;
  }
  return [...lines, line];
}
