/** The user's mistake: what is wrong and where, and how to mend it. Nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** One sentence: what to do instead. */
  readonly hint: string | undefined;

  constructor(what: string, hint?: string) {
    super(what);
    this.hint = hint;
  }
}
