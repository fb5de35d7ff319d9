export interface Command {
  /** An absolute path; no shell is involved, and no PATH is searched. */
  readonly file: string;
  readonly args: readonly string[];
  /** Set in the child's environment beside what this process hands down. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export type StopSignal = 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGCONT';

export type ExitStatus =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  /** The file could not be executed at all: missing, no permission, no memory. */
  | { readonly kind: 'not-started'; readonly reason: string };

/**
 * Receives what a child does. Order is part of the contract: no callback before `spawn` has returned; exactly
 * one `onExit`; bytes may follow it, because a pipe can hold more than the child lived to see; nothing
 * follows `onClose`, which says that every pipe has reached its end and which may never come when a
 * descendant keeps a pipe open.
 */
export interface ChildSink {
  onStdout(bytes: Uint8Array): void;
  onStderr(bytes: Uint8Array): void;
  onExit(status: ExitStatus): void;
  onClose(): void;
}

/** What the kernel says of the tree's resource use so far. Counters only grow while the tree lives. */
export interface Usage {
  /** User and system time of all living members, ms. */
  readonly cpuMs: number;
  /** Bytes that passed through read calls (rchar), files and pipes alike. */
  readonly readBytes: number;
  /** Bytes that passed through write calls (wchar), files and pipes alike. */
  readonly writtenBytes: number;
  /** Scheduler state letters of the members, such as `S`, `R`, `D`, `T`; one letter a process. */
  readonly states: string;
  /** `thread name:wait channel` of up to 32 threads, where readable; what a stalled ffmpeg waits for. */
  readonly waits: readonly string[];
}

export interface Child {
  /** Undefined when the child was never started. */
  readonly pid: number | undefined;
  /**
   * Sends the signal to the whole tree: the child, its process group, and descendants that left the group.
   * @returns whether any process was there to receive it.
   */
  signal(name: StopSignal): boolean;
  /** Whether any process of the tree still runs; a zombie does not run. */
  treeAlive(): boolean;
  /** Who of the tree runs now, as far as the platform can tell. */
  living(): readonly ProcessIdentity[];
  /** Undefined where the platform cannot tell or the tree is gone. */
  usage(): Promise<Usage | undefined>;
  /** Lets go of the pipes: no callback follows, and the child no longer keeps this process alive. */
  abandon(): void;
}

/** Who a process is, so that a reused pid is never mistaken for it. */
export interface ProcessIdentity {
  readonly host: string;
  /** Changes with every boot; empty where the platform has none. */
  readonly bootId: string;
  readonly pid: number;
  /** When it started, in the platform's own unit; compared for equality only. */
  readonly startTime: string;
}

export interface Processes {
  /** Starts the command; the end of this process ends the child's whole tree. Never throws: see `not-started`. */
  spawn(command: Command, sink: ChildSink): Child;
  /**
   * This process, or the living process with that pid; undefined when none has it.
   * @throws when the platform cannot be asked: then nobody is proven dead
   */
  identity(): ProcessIdentity;
  identity(pid: number): ProcessIdentity | undefined;
}
