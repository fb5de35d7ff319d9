import type { FilesInTurn } from '../host/files.js';
import { errorLogText } from './error-log.js';
import { messageOf } from './io-cause.js';
import type { JobContext } from './job-context.js';
import type { RemuxOutcome } from './outcome.js';
import { artefactPaths } from './publish.js';

/** A failure leaves its error log; a success has left its metadata already, with the file. Never rejects. */
export async function leaveErrorLog(
  { output, names, host, emit }: JobContext,
  files: FilesInTurn,
  outcome: RemuxOutcome,
  stderr: string,
): Promise<void> {
  if (outcome.kind === 'published') return;
  const text = errorLogText(outcome, stderr, host.clock.wallTime());
  try {
    await files.writeAtomically(artefactPaths(output).errorLog, names.path('errlog'), text);
  } catch (error) {
    emit({ event: 'warning', message: `the error log could not be written: ${messageOf(error)}` });
  }
}
