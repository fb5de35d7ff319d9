import { probeAnswer } from '../script/ffprobe-answer.js';
import type { Description } from '../script/ffprobe-description.js';
import type { ProbeRequest } from '../script/ffprobe-request.js';

/** Stands for the path of the file in an answer that is kept. */
const PATH = '\u0000';

const MOST_KEPT = 500;
const MOST_KEPT_CHARACTERS = 16 * 1024;

/** What was asked, and of what; a campaign asks the same of the same again and again. */
const kept = new Map<string, string>();

/**
 * ffprobe's answer, as `probeAnswer` makes it. Making one costs more than most of what happens in a short run.
 * @param kind stands for the request, whatever its input
 * @param facts all that the description follows from, but the path
 */
export function probeReply(
  kind: string,
  request: ProbeRequest,
  path: string,
  facts: readonly unknown[],
  describe: (path: string) => Description,
): string {
  const key = kind + PATH + JSON.stringify(facts);
  const known = kept.get(key);
  if (known !== undefined) return known.includes(PATH) ? known.replaceAll(PATH, path) : known;
  const text = probeAnswer({ ...request, input: path }, describe(path));
  if (text.length > MOST_KEPT_CHARACTERS) return text;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, text.replaceAll(path, PATH));
  return text;
}
