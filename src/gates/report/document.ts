/** A report before it is Markdown or HTML. Texts are plain: each form escapes them in its own way. */
export interface Document {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'picture'; readonly name: string; readonly alt: string; readonly svg: string };

export function text(words: string): Block {
  return { kind: 'text', text: words };
}

export function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

/** A table without rows says so instead. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  empty = 'None.',
): Block {
  if (rows.length === 0) return text(empty);
  return { kind: 'table', head, rows: rows.map((row) => row.map(String)) };
}
