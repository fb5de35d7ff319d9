import type { z } from 'zod';
import { byPlace, type Problem } from './scenario-error.js';
import type { Path, YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** Turns what the schema complains about into problems with a place in the file, in the file's order. */
export function problemsOf(error: z.ZodError, source: YamlSource): Problem[] {
  return error.issues
    .flatMap((issue) => explain(issue, []))
    .map(({ path, message, at }) => source.problemAt(path, message, at))
    .sort(byPlace);
}

interface Complaint {
  readonly path: Path;
  readonly message: string;
  /** The key itself is wrong, not its value. */
  readonly at?: 'key';
}

function explain(issue: Issue, parent: Path): Complaint[] {
  const path = [...parent, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, index) => {
        return { path: [...path, key], message: messages[index] ?? issue.message, at: 'key' };
      });
    }
    case 'invalid_key':
      return [{ path, message: issue.issues[0]?.message ?? issue.message, at: 'key' }];
    case 'invalid_union':
      return explainUnion(issue.errors, path);
    default:
      return [{ path, message: issue.message }];
  }
}

/** Of several forms that a value may have, the one that the author seems to have meant is explained. */
function explainUnion(branches: readonly (readonly Issue[])[], path: Path): Complaint[] {
  const meant = branches.filter((issues) => !issues.some(isOfAnotherForm));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only.flatMap((issue) => explain(issue, path));
  const messages = (meant.length > 0 ? meant : branches).flat().map(({ message }) => message);
  return [{ path, message: [...new Set(messages)].join(', or ') }];
}

/** A number where text is asked for is of another form; the wrong word is not. */
function isOfAnotherForm(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_value') return typeof issue.input !== typeof issue.values[0];
  return issue.code === 'invalid_type';
}
