import { randomBytes } from 'node:crypto';

/**
 * Marks the environment of every child, so that descendants are recognised wherever they went: a new session
 * and a new parent change, the environment is inherited. The name is this supervisor's, the value the tree's;
 * a supervisor inside a supervisor therefore keeps both marks.
 */
export class TreeCookie {
  readonly name = `STALLPROOF_TREE_${randomBytes(8).toString('hex')}`;
  #count = 0;

  nextValue(): string {
    this.#count += 1;
    return String(this.#count);
  }

  /** The value in the content of a `/proc/PID/environ`; undefined for a process of no tree of ours. */
  valueIn(environ: Buffer): string | undefined {
    const start = environ.indexOf(`${this.name}=`);
    if (start < 0) return undefined;
    const valueStart = start + this.name.length + 1;
    const end = environ.indexOf(0, valueStart);
    return environ.toString('latin1', valueStart, end < 0 ? environ.length : end);
  }
}
