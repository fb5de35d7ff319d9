import type { Host } from '../../src/host/host.js';
import type { Command } from '../../src/host/processes.js';

/** A host under test, with the means to let its time go on. */
export interface World {
  readonly host: Host;
  /** Resolves as soon as the condition holds; rejects when it never does. */
  until(condition: () => boolean): Promise<void>;
  /** Lets a little time pass: long enough for what is due to happen, short of `Behaviours.endless`. */
  settle(): Promise<void>;
}

/** What the children of the contract do; each world says it in its own words. */
export interface Behaviours {
  /** Writes `out` to stdout and `err` to stderr, and exits with 3. */
  readonly talks: Command;
  /** Says nothing and never ends. */
  readonly endless: Command;
  /** Exits with 0 at once; a descendant keeps its pipes open and never ends. */
  readonly leavesDescendant: Command;
  /** The same, but the descendant has left the process group. */
  readonly leavesEscapee: Command;
  /** A file that is not there. */
  readonly missing: Command;
}
