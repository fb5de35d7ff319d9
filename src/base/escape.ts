/**
 * Makes text from outside safe to print: control characters (colour codes, cursor moves, line breaks) become
 * visible escapes, so that a hostile stderr cannot rewrite a terminal or forge a log line.
 */
export function escapeControl(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** The same for text of several lines: line breaks and tabs stay. */
export function escapeControlLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split('\t').map(escapeControl).join('\t'))
    .join('\n');
}
