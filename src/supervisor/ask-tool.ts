import { BoundedTail } from '../base/bounded-tail.js';
import { formatDuration } from '../base/duration.js';
import { joinBytes } from '../base/join-bytes.js';
import type { Host } from '../host/host.js';
import { scheduleAwake } from './awake-timer.js';
import { NOT_EXECUTED_CODES } from './not-executed.js';
import { type ProcessEnd, type Survivor, superviseProcess } from './supervised-process.js';

/** Far more than ffprobe says of any recording; what says more is not telling about streams any more. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const MAX_STDERR_BYTES = 16 * 1024;

const decoder = new TextDecoder();

/** A run of a tool for the sake of what it prints. */
export interface ToolQuestion {
  /** What the tool is called in messages. */
  readonly tool: 'ffmpeg' | 'ffprobe';
  /** Absolute. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes the answer as it comes; without it the answer is collected, up to a bound. */
  readonly onStdout?: (bytes: Uint8Array) => void;
  /** This process slept; the tool is given that much more time. */
  readonly onOverslept?: (lateByMs: number) => void;
  /** It left processes behind, which are being ended. */
  readonly onLeaked?: () => void;
  readonly onUnkillable: (survivor: Survivor) => void;
}

export type ToolAnswer =
  /** It exited with 0, and nothing of it is left. */
  | { readonly kind: 'answered'; readonly stdout: string }
  | {
      readonly kind: 'failed';
      /** In words why there is no usable answer. */
      readonly reason: string;
      /** It could not be executed at all. */
      readonly notStarted: boolean;
    };

/** Asks ffprobe, or ffmpeg, under the rules of any process: a time limit, bounded output, tree kill. Never rejects. */
export async function askTool(host: Host, question: ToolQuestion): Promise<ToolAnswer> {
  const { file, args, env, timeoutMs, signal } = question;
  const answer: Uint8Array[] = [];
  let answerBytes = 0;
  const stderr = new BoundedTail({ headBytes: 0, tailBytes: MAX_STDERR_BYTES });
  const process = superviseProcess(
    host,
    { file, args, ...(env && { env }) },
    {
      onStdout: (bytes) => {
        if (question.onStdout !== undefined) {
          question.onStdout(bytes);
          return;
        }
        answerBytes += bytes.length;
        if (answerBytes <= MAX_ANSWER_BYTES) answer.push(bytes.slice());
        else process.stop('too-much-output', 'kill');
      },
      onStderr: (bytes) => stderr.push(bytes),
      onStopping: (why) => {
        if (why === 'leaked') question.onLeaked?.();
      },
      onUnkillable: question.onUnkillable,
    },
  );
  const tooLate = (): void => process.stop('timeout', 'kill');
  const cancelTimeout = scheduleAwake(host.clock, timeoutMs, tooLate, question.onOverslept);
  const cancel = (): void => process.stop('cancelled', 'kill');
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  const end = await process.ended;
  signal?.removeEventListener('abort', cancel);
  cancelTimeout();
  const reason = problemOf(question, end, stderr.tailText(MAX_STDERR_BYTES));
  if (reason !== undefined) return { kind: 'failed', reason, notStarted: notStarted(end) };
  return { kind: 'answered', stdout: decoder.decode(joinBytes(answer)) };
}

function notStarted({ cause, exit }: ProcessEnd): boolean {
  if (cause !== undefined) return false;
  return exit?.kind === 'not-started' || (exit?.kind === 'code' && NOT_EXECUTED_CODES.has(exit.code));
}

function problemOf({ tool, timeoutMs }: ToolQuestion, end: ProcessEnd, stderr: string): string | undefined {
  if (end.cause === 'timeout') return `${tool} gave no answer within ${formatDuration(timeoutMs)}`;
  if (end.cause === 'too-much-output') return `${tool} answered more than ${MAX_ANSWER_BYTES / 2 ** 20} MiB`;
  if (end.cause !== undefined) return `${tool} was ${end.cause}`;
  // Whatever it said: a process of it lives on, and must be waited for.
  if (end.unkillable) return `${tool} could not be ended`;
  const lastLine = stderr.trim().split('\n').at(-1);
  const because = lastLine ? `: ${lastLine}` : '';
  switch (end.exit?.kind) {
    case undefined:
      return `${tool} could not be ended`;
    case 'not-started':
      return `${tool} could not be started: ${end.exit.reason}`;
    case 'signal':
      return `${tool} was ended by ${end.exit.signal}${because}`;
    case 'code':
      return end.exit.code === 0 ? undefined : `${tool} exited with ${end.exit.code}${because}`;
  }
}
