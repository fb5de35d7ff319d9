import { escapeControl } from '../../base/escape.js';
import { withoutFolders } from './without-folders.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text from outside as the content of an element, or of an attribute in double quotes: never markup.
 * Folders of the machine are left out.
 */
export function html(text: string): string {
  return entities(withoutFolders(text));
}

/** The same for what its reader wrote: a command is of no use without its folders. */
export function entities(text: string): string {
  return escapeControl(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
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
