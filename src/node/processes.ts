import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Child, ChildSink, Command, Processes, ProcessIdentity } from '../host/processes.js';
import { StartedChild, UnstartedChild } from './child.js';
import { deathSignalLauncher } from './death-signal.js';
import { whyNotExecutable } from './executable.js';
import { Guardian } from './guardian.js';
import { identityOf, ownIdentity } from './process-identity.js';
import { ProcessTable } from './process-table.js';
import { ProcessTree } from './process-tree.js';
import { TreeCookie } from './tree-cookie.js';

/** Processes of the operating system. Nothing is started, read or probed before the first spawn. */
export class NodeProcesses implements Processes {
  readonly #cookie = new TreeCookie();
  readonly #guardian = new Guardian(this.#cookie.name);
  readonly #table = new ProcessTable(this.#cookie, this.#guardian.groups);
  /** Trees whose leader has ended, until nothing of them runs: the guardian must forget their groups in time. */
  readonly #lingering = new Set<ProcessTree>();

  readonly #guarded: boolean;

  /** @param options unguarded children outlive this process: only for those who want to show what that does */
  constructor({ guarded = true }: { readonly guarded?: boolean } = {}) {
    this.#guarded = guarded;
  }

  spawn(command: Command, sink: ChildSink): Child {
    this.#forgetEnded();
    const problem = whyNotExecutable(command.file) ?? whyNoFolder(command.cwd);
    if (problem !== undefined) return unstarted(problem, sink);
    try {
      return this.#start(command, sink);
    } catch (error) {
      return unstarted(explain(command, error), sink);
    }
  }

  identity(): ProcessIdentity;
  identity(pid: number): ProcessIdentity | undefined;
  identity(pid?: number): ProcessIdentity | undefined {
    return pid === undefined ? ownIdentity() : identityOf(pid);
  }

  #start(command: Command, sink: ChildSink): Child {
    if (this.#guarded) this.#guardian.start();
    const cookieValue = this.#cookie.nextValue();
    const [file, ...args] = [
      ...(this.#guarded ? deathSignalLauncher() : []),
      command.file,
      ...command.args,
    ] as [string, ...string[]];
    const started = spawn(file, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...ownEnvironment(), ...command.env, [this.#cookie.name]: cookieValue },
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    });
    const { pid } = started;
    if (pid === undefined) {
      const child = new UnstartedChild(sink);
      started.on('error', (error) => child.report(explain(command, error)));
      return child;
    }
    this.#guardian.watch(pid);
    const tree = new ProcessTree(pid, cookieValue, this.#table, () => this.#guardian.release(pid));
    started.on('error', () => {});
    started.on('exit', () => this.#lingering.add(tree));
    return new StartedChild(started, tree, sink);
  }

  #forgetEnded(): void {
    for (const tree of this.#lingering) if (!tree.running()) this.#lingering.delete(tree);
  }
}

/** Node reads extra certificates at every start, for 35 to 50 ms; no child needs ours. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
  return environment;
}

function whyNoFolder(cwd: string | undefined): string | undefined {
  if (cwd === undefined) return undefined;
  const isFolder = statSync(cwd, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? undefined : `no such working folder: ${cwd}`;
}

function unstarted(reason: string, sink: ChildSink): Child {
  const child = new UnstartedChild(sink);
  child.report(reason);
  return child;
}

function explain(command: Command, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `cannot start ${command.file}: ${code ?? message}`;
}
