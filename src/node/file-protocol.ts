import type { FileError, FileOperation, FileOperations } from '../host/files.js';

/**
 * What the supervisor and a file helper say to each other: JSON, one message a line. Paths and texts are
 * JSON strings, so that no line end in a name ends a message.
 */
export interface FileRequest {
  readonly id: number;
  readonly operation: FileOperation;
  /** Absolute, in the order of the operation's parameters. */
  readonly paths: readonly string[];
  /** The parameter behind the paths, of operations that have one. */
  readonly more?: string | number;
}

/** Either an error, or a value; an absent value is `undefined`. */
export interface FileAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** The descriptor of the socket that both talk over, in the helper. */
export const HELPER_FD = 3;

/** No message is longer; a folder's names that do not fit are refused like a folder with too many. */
export const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

export function fileError(code: string, message: string): FileError {
  return Object.assign(new Error(message), { code });
}

export async function answerTo(request: FileRequest, files: FileOperations): Promise<FileAnswer> {
  const { id, operation, paths, more } = request;
  try {
    const perform = files[operation] as (...args: unknown[]) => Promise<unknown>;
    return { id, value: await perform.call(files, ...paths, ...(more === undefined ? [] : [more])) };
  } catch (error) {
    return { id, error: described(error) };
  }
}

/** One line, with its end. */
export function encodeAnswer(answer: FileAnswer): string {
  const line = encode(answer);
  if (line !== undefined) return line;
  const error = { code: 'EOVERFLOW', message: `more than ${MAX_MESSAGE_BYTES} bytes to answer` };
  return `${JSON.stringify({ id: answer.id, error })}\n`;
}

/** @throws FileError when the message would be too long. */
export function encodeRequest(request: FileRequest): string {
  const line = encode(request);
  if (line !== undefined) return line;
  throw fileError('EOVERFLOW', `more than ${MAX_MESSAGE_BYTES} bytes to ${request.operation}`);
}

function encode(message: FileRequest | FileAnswer): string | undefined {
  const text = JSON.stringify(message);
  return Buffer.byteLength(text) > MAX_MESSAGE_BYTES ? undefined : `${text}\n`;
}

function described(error: unknown): { code: string; message: string } {
  const { code, message } = error as Partial<FileError>;
  return { code: code ?? 'EIO', message: message ?? String(error) };
}
