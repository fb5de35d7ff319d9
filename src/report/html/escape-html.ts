import { escapeControl } from '../../base/escape.js';
import { escapeMarkup } from '../../base/escape-markup.js';
import { withoutFolders } from './without-folders.js';

/**
 * Text from outside as the content of an element, or of an attribute in double quotes: never markup.
 * Folders of the machine are left out.
 */
export function html(text: string): string {
  return entities(withoutFolders(text));
}

/** The same for what its reader wrote: a command is of no use without its folders. */
export function entities(text: string): string {
  return escapeMarkup(escapeControl(text));
}

/**
 * JSON as the content of a `<script>`: without any `<`, neither an end tag nor a comment can begin in it. Line separators
 * would be legal in it, but not in every reader.
 */
export function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
