export interface FileStat {
  readonly kind: 'file' | 'folder' | 'symlink' | 'other';
  readonly sizeBytes: number;
  /** Calendar time of the last change, ms since 1970. */
  readonly modifiedAtMs: number;
}

/** What every operation of {@link Files} rejects with; `code` is the platform's, such as `ENOSPC`. */
export interface FileError extends Error {
  readonly code: string;
}

/**
 * The few file operations a job needs. Each may take as long as the disk does, and on a dead mount for ever:
 * whoever calls one bounds the wait. Names that are not valid UTF-8 are read with U+FFFD in the place of what is
 * wrong, and under such a name nothing is found.
 */
export interface FileOperations {
  /** Follows symbolic links. Undefined when nothing is there. */
  stat(path: string): Promise<FileStat | undefined>;
  /** Does not follow a link at `path` itself. Undefined when nothing is there. */
  lstat(path: string): Promise<FileStat | undefined>;
  /** Names in a folder, unsorted. */
  list(folder: string): Promise<string[]>;
  /** At most the first `maxBytes` of a file, as UTF-8. Undefined when nothing is there. */
  read(path: string, maxBytes: number): Promise<string | undefined>;
  /** Creates a new file, never follows a link, and writes it whole. False when the name is taken. */
  createExclusive(path: string, text: string): Promise<boolean>;
  /** Gives a file a second name, atomically. False when the name is taken; rejects where links are unsupported. */
  link(existing: string, path: string): Promise<boolean>;
  /** Flushes a file's content to the disk. */
  sync(path: string): Promise<void>;
  /** Flushes a folder's names to the disk. */
  syncFolder(folder: string): Promise<void>;
  /** Moves within one file system, atomically, over what was there. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or link, never a folder. False when nothing was there. */
  remove(path: string): Promise<boolean>;
  /**
   * Makes `text` the content of `path` in several steps, as `compound-files.ts` tells them: whoever reads it sees the old
   * content or the new one, never a part. It is not flushed to the disk: a machine that loses its power may lose the text.
   * Rejects, with `EEXIST`, where something stands under `tempPath`; what fails leaves nothing there. A crash in between may.
   */
  writeAtomically(path: string, tempPath: string, text: string): Promise<void>;
  /** Removes a file that holds that text and nothing else, in two steps. False, and nothing is done, where none does. */
  removeIf(path: string, text: string): Promise<boolean>;
}

export type FileOperation = keyof FileOperations;

/** Operations of which each begins when the one that was asked for before it is over, however that ended. */
export type FilesInTurn = Pick<FileOperations, 'remove' | 'writeAtomically' | 'removeIf'>;

/** The operations, and what it takes to live with mounts that do not answer. */
export interface Files extends FileOperations {
  /**
   * The mount point that a path belongs to. Never waits for any mount but the root file system: links elsewhere count
   * where they stand. `/` where mounts cannot be told apart.
   */
  mountOf(path: string): string;
  /**
   * For whoever waited too long: nobody waits for the operations on this path any more. They reject with
   * `ETIMEDOUT` where they can be given up at all, and later operations do not queue behind them. What the kernel
   * already does may still take effect.
   */
  abandon(path: string): void;
  /**
   * For what must be done in an order, and need not wait for each answer: all of it can be asked for at once. Each call of
   * this begins an order of its own.
   */
  inTurn(): FilesInTurn;
}
