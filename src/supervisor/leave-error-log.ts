import { errorLogText } from './error-log.js';
import { messageOf } from './io-cause.js';
import type { JobContext } from './job-context.js';
import type { RemuxOutcome } from './outcome.js';
import { artefactPaths } from './publish.js';

/**
 * A failure leaves its error log; a success has left its metadata already, with the file.
 * @param roomMade what is waited for before anything is written: on a full disk the error log needs the room of the temp files
 */
export async function leaveErrorLog(
  { files, output, names, host, emit }: JobContext,
  outcome: RemuxOutcome,
  stderr: string,
  roomMade?: Promise<void>,
): Promise<void> {
  if (outcome.kind === 'published') return;
  const text = errorLogText(outcome, stderr, host.clock.wallTime());
  await roomMade;
  try {
    await files.writeAtomically(artefactPaths(output).errorLog, names.path('errlog'), text);
  } catch (error) {
    emit({ event: 'warning', message: `the error log could not be written: ${messageOf(error)}` });
  }
}
