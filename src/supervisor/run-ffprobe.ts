import { BoundedTail } from '../base/bounded-tail.js';
import type { Host } from '../host/host.js';
import { type ProcessEnd, superviseProcess } from './supervised-process.js';

/** Far more than ffprobe says of any recording; what says more is not telling about streams any more. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const MAX_STDERR_BYTES = 16 * 1024;

export interface FfprobeRun {
  readonly ffprobe: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes the answer as it comes; without it the answer is collected, up to a bound. */
  readonly onStdout?: (bytes: Uint8Array) => void;
  readonly onUnkillable?: (pid: number | undefined) => void;
}

export interface FfprobeResult {
  readonly end: ProcessEnd;
  readonly stdout: string;
  /** In words why there is no usable answer; undefined when ffprobe exited 0. */
  readonly problem: string | undefined;
}

/** Runs ffprobe under the same rules as ffmpeg: its own time limit, bounded output, tree kill. Never rejects. */
export async function runFfprobe(host: Host, run: FfprobeRun): Promise<FfprobeResult> {
  const answer: Uint8Array[] = [];
  let answerBytes = 0;
  const stderr = new BoundedTail({ headBytes: 0, tailBytes: MAX_STDERR_BYTES });
  const process = superviseProcess(
    host,
    { file: run.ffprobe, args: run.args, ...(run.env && { env: run.env }) },
    {
      onStdout: (bytes) => {
        if (run.onStdout !== undefined) {
          run.onStdout(bytes);
          return;
        }
        answerBytes += bytes.length;
        if (answerBytes <= MAX_ANSWER_BYTES) answer.push(bytes.slice());
        else process.stop('too-much-output', 'kill');
      },
      onStderr: (bytes) => stderr.push(bytes),
      onUnkillable: () => run.onUnkillable?.(process.child.pid),
    },
  );
  const cancelTimeout = host.clock.schedule(run.timeoutMs, () => process.stop('timeout', 'kill'));
  const cancel = (): void => process.stop('cancelled', 'kill');
  run.signal?.addEventListener('abort', cancel, { once: true });
  if (run.signal?.aborted) cancel();
  const end = await process.ended;
  run.signal?.removeEventListener('abort', cancel);
  cancelTimeout();
  const decoder = new TextDecoder();
  const stdout = answer.map((bytes) => decoder.decode(bytes, { stream: true })).join('');
  return { end, stdout, problem: problemOf(end, stderr.tailText(MAX_STDERR_BYTES), run.timeoutMs) };
}

function problemOf(end: ProcessEnd, stderr: string, timeoutMs: number): string | undefined {
  if (end.cause === 'timeout') return `ffprobe gave no answer within ${timeoutMs / 1000} s`;
  if (end.cause === 'too-much-output') return `ffprobe answered more than ${MAX_ANSWER_BYTES / 2 ** 20} MiB`;
  if (end.cause !== undefined) return `ffprobe was ${end.cause}`;
  // Whatever it said: a process of it lives on, and must be waited for.
  if (end.unkillable) return 'ffprobe could not be ended';
  const lastLine = stderr.trim().split('\n').at(-1);
  const because = lastLine ? `: ${lastLine}` : '';
  switch (end.exit?.kind) {
    case undefined:
      return 'ffprobe could not be ended';
    case 'not-started':
      return `ffprobe could not be started: ${end.exit.reason}`;
    case 'signal':
      return `ffprobe was ended by ${end.exit.signal}${because}`;
    case 'code':
      return end.exit.code === 0 ? undefined : `ffprobe exited with ${end.exit.code}${because}`;
  }
}
