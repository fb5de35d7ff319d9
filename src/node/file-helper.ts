import { Socket } from 'node:net';
import { LineSplitter } from '../base/line-splitter.js';
import type { FileOperation } from '../host/files.js';
import {
  answerTo,
  encodeAnswer,
  type FileAnswer,
  type FileRequest,
  HELPER_FD,
  MAX_MESSAGE_BYTES,
} from './file-protocol.js';
import { LocalFiles } from './local-files.js';
import { TurnWriter } from './turn-writer.js';

/**
 * A process of its own that does file operations for a supervisor, so that a mount that never answers blocks
 * this process only. It ends with the socket to its supervisor, however that came to its end.
 */
const files = new LocalFiles();
const FLUSHING: ReadonlySet<FileOperation> = new Set(['sync', 'syncFolder']);
const supervisor = new Socket({ fd: HELPER_FD });
const answers = new TurnWriter(supervisor);

// An orderly exit would wait for the very calls that are blocked.
const end = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

/** In the order in which they are asked for, each as a whole; only flushing goes on beside them. */
let last: Promise<unknown> = Promise.resolve();
const perform = (request: FileRequest): Promise<FileAnswer> => {
  if (FLUSHING.has(request.operation)) return answerTo(request, files);
  const answer = last.then(() => answerTo(request, files));
  last = answer;
  return answer;
};

const lines = new LineSplitter(MAX_MESSAGE_BYTES, (line, truncated) => {
  if (truncated) return end();
  void perform(JSON.parse(line) as FileRequest).then((answer) => {
    answers.write(encodeAnswer(answer));
  });
});

// A supervisor that is asked to stop still has files to put in order.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
supervisor.on('error', end);
supervisor.on('end', end);
supervisor.on('close', end);
supervisor.on('data', (bytes: Uint8Array) => lines.push(bytes));
