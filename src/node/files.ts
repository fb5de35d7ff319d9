import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inTurn } from '../host/compound-files.js';
import type { FileOperation, FileStat, Files, FilesInTurn } from '../host/files.js';
import { type FileCall, type FileHelper, failure } from './file-helper-process.js';
import { fileError } from './file-protocol.js';
import { LocalFiles } from './local-files.js';
import { MountHelpers } from './mount-helpers.js';
import { absolute, MountTable } from './mounts.js';

/** Mounts with a helper at the same time; beyond that the one idle longest is ended. */
const MAX_MOUNTS = 16;

/**
 * The files of this machine, each mount served by a helper process of its own.
 * From TypeScript sources, as tests run, there is no helper to start: then the operations are done in this process,
 * and a dead mount blocks it.
 */
export function createNodeFiles(): Files {
  const fromSources = import.meta.url.endsWith('.ts');
  return fromSources ? new UnguardedFiles() : new NodeFiles(builtHelper());
}

function builtHelper(): string {
  return fileURLToPath(new URL('./file-helper.cjs', import.meta.url));
}

/** Files that are never touched by this process itself: a mount that does not answer can be given up. */
export class NodeFiles implements Files {
  readonly #entry: string;
  readonly #mountTable = new MountTable();
  /** The one used last is the last. */
  readonly #mounts = new Map<string, MountHelpers>();

  /** @param entry the helper's program, one file that Node runs as it is */
  constructor(entry: string) {
    this.#entry = entry;
  }

  mountOf(path: string): string {
    return this.#mountTable.of(path);
  }

  abandon(path: string): void {
    // Not by today's mount: it may have been unmounted since the operation began.
    for (const helpers of this.#mounts.values()) helpers.abandon(absolute(path));
  }

  /** A helper does things in the order in which they are asked for; another one has to be waited for. */
  inTurn(): FilesInTurn {
    let helper: FileHelper | undefined;
    let last: Promise<unknown> | undefined;
    const next = async <T>(operation: FileOperation, given: readonly string[], more?: string): Promise<T> => {
      const call = callOf(operation, given, more);
      const before = last;
      const own = this.#helperFor(call);
      const done =
        before === undefined || own === helper ? own.call(call) : before.then(() => this.#perform(call));
      helper = before === undefined || own === helper ? own : undefined;
      last = done.catch(() => {});
      return (await done) as T;
    };
    return {
      remove: (path) => next('remove', [path]),
      writeAtomically: (path, tempPath, text) => next('writeAtomically', [path, tempPath], text),
      removeIf: (path, text) => next('removeIf', [path], text),
    };
  }

  stat(path: string): Promise<FileStat | undefined> {
    return this.#call('stat', [path]);
  }

  lstat(path: string): Promise<FileStat | undefined> {
    return this.#call('lstat', [path]);
  }

  list(folder: string): Promise<string[]> {
    return this.#call('list', [folder]);
  }

  read(path: string, maxBytes: number): Promise<string | undefined> {
    return this.#call('read', [path], maxBytes);
  }

  createExclusive(path: string, text: string): Promise<boolean> {
    return this.#call('createExclusive', [path], text);
  }

  link(existing: string, path: string): Promise<boolean> {
    return this.#call('link', [existing, path]);
  }

  sync(path: string): Promise<void> {
    return this.#call('sync', [path]);
  }

  syncFolder(folder: string): Promise<void> {
    return this.#call('syncFolder', [folder]);
  }

  rename(from: string, to: string): Promise<void> {
    return this.#call('rename', [from, to]);
  }

  remove(path: string): Promise<boolean> {
    return this.#call('remove', [path]);
  }

  writeAtomically(path: string, tempPath: string, text: string): Promise<void> {
    return this.#call('writeAtomically', [path, tempPath], text);
  }

  removeIf(path: string, text: string): Promise<boolean> {
    return this.#call('removeIf', [path], text);
  }

  async #call<T>(operation: FileOperation, given: readonly string[], more?: string | number): Promise<T> {
    return (await this.#perform(callOf(operation, given, more))) as T;
  }

  async #perform(call: FileCall): Promise<unknown> {
    return this.#helperFor(call).call(call);
  }

  /** Two paths of one operation belong to one mount, or else the operation fails at once. */
  #helperFor(call: FileCall): FileHelper {
    return this.#helpersOf(this.mountOf(call.paths[0] ?? '/'), call).helperFor(call);
  }

  #helpersOf(mount: string, call: FileCall): MountHelpers {
    const helpers = this.#mounts.get(mount) ?? this.#newHelpers(mount, call);
    this.#mounts.delete(mount);
    this.#mounts.set(mount, helpers);
    return helpers;
  }

  #newHelpers(mount: string, call: FileCall): MountHelpers {
    if (!existsSync(this.#entry)) {
      throw fileError(
        'EIO',
        `the file helper is missing: ${this.#entry}. The installation of stallproof is incomplete, or a ` +
          'bundler left the file out: install it anew, or keep stallproof out of the bundle.',
      );
    }
    if (this.#mounts.size >= MAX_MOUNTS) this.#letGoOne(call);
    return new MountHelpers(this.#entry, mount);
  }

  #letGoOne(call: FileCall): void {
    const idle = [...this.#mounts].find(([, helpers]) => helpers.idle);
    if (idle === undefined) {
      throw failure('EAGAIN', call, `${MAX_MOUNTS} other mounts are busy`);
    }
    idle[1].letGo();
    this.#mounts.delete(idle[0]);
  }
}

/** Files that this process operates on itself; nothing that blocks can be given up. */
class UnguardedFiles extends LocalFiles implements Files {
  readonly #mountTable = new MountTable();

  mountOf(path: string): string {
    return this.#mountTable.of(path);
  }

  abandon(): void {}

  inTurn(): FilesInTurn {
    return inTurn(this);
  }
}

/** Our working folder is not the helper's. */
function callOf(operation: FileOperation, given: readonly string[], more?: string | number): FileCall {
  const paths = given.map(absolute);
  return more === undefined ? { operation, paths } : { operation, paths, more };
}
