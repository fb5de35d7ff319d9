import { escapeControl } from '../base/escape.js';
import type { Host } from '../host/host.js';
import { askTool } from '../supervisor/ask-tool.js';
import { whyNotExecutable } from './executable.js';

/** A machine duration: both tools answer within a tenth of a second, and on a busy machine within some. */
const ANSWER_LIMIT_MS = 10_000;

/** More of an answer helps nobody to see what it is. */
const SHOWN_CHARS = 60;

/**
 * Why a file is not the tool that it was named as, in words; undefined when it is. It is asked for its version, under the
 * rules of any process: a wrapper that hands its arguments on answers as the tool does.
 */
export async function whyNotTool(
  host: Host,
  name: 'ffmpeg' | 'ffprobe',
  file: string,
): Promise<string | undefined> {
  const problem = whyNotExecutable(file);
  if (problem !== undefined) return problem;
  const answer = await askTool(host, {
    tool: name,
    file,
    args: ['-version'],
    timeoutMs: ANSWER_LIMIT_MS,
    // It writes nowhere, and nothing waits for it.
    onUnkillable: () => {},
  });
  if (answer.kind === 'failed')
    return `${file} does not tell its version: ${answer.reason.replace(/\.+$/, '')}`;
  if (answer.stdout.startsWith(`${name} version `)) return undefined;
  const said = escapeControl(answer.stdout.trim().slice(0, SHOWN_CHARS));
  return `${file} is no ${name}: asked for its version, it says ${said === '' ? 'nothing' : `"${said}"`}`;
}
