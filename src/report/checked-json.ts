import type { z } from 'zod';

/** A file that does not hold what it should: where, and what is wrong there. */
export class WrongForm extends Error {
  override readonly name = 'WrongForm';
}

/** @throws WrongForm */
export function checkedJson<T extends z.ZodType>(schema: T, text: string): z.output<T> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new WrongForm('it is no JSON');
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WrongForm(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'wrong form'}`);
}
