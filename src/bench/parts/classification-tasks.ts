import { assert } from '../../base/assert.js';
import { classifyStderr } from '../../ffmpeg/classify-stderr.js';
import { exampleLine, STDERR_CATALOGUE } from '../../ffmpeg/stderr-catalogue.js';
import { type MicroTask, OURS } from './micro-task.js';

export const CLASSIFICATION_SCENE = 'classify stderr';

const TEXT_BYTES = 5_000_000;

/** The plain way takes so long that a part of the text has to do. */
const PLAIN_SHARE = 0.05;

/** What a damaged recording makes ffmpeg say by the thousand, and a line that no catalogue knows. */
function harmlessLines(): string[] {
  const known = STDERR_CATALOGUE.filter(({ action }) => action === 'ignore');
  return [
    ...known.flatMap(({ id }) => exampleLine(id) ?? []),
    '[mp4 @ 0x55d0c1e0a2c0] [warning] said by nobody',
  ];
}

/** The reason of the failure stands at the front, and is not so grave that nothing graver could follow: all has to be read. */
export function classificationTasks(): MicroTask[] {
  const reason = exampleLine(decisiveId());
  assert(reason !== undefined, 'the catalogue has no decisive message');
  const text = stderrText(reason, TEXT_BYTES);
  const part = stderrText(reason, TEXT_BYTES * PLAIN_SHARE);
  return [
    {
      scene: CLASSIFICATION_SCENE,
      subject: OURS,
      amount: text.length / 1e6,
      bytes: text.length,
      run: () => assert(classifyStderr(text) !== undefined, 'the reason was overlooked'),
    },
    {
      scene: CLASSIFICATION_SCENE,
      subject: 'each line, each pattern',
      amount: part.length / 1e6,
      bytes: part.length,
      run: () => assert(plainly(part) > 0, 'the reason was overlooked'),
    },
  ];
}

function decisiveId(): string {
  return STDERR_CATALOGUE.find(({ action }) => action === 'fail')?.id ?? '';
}

function stderrText(reason: string, bytes: number): string {
  const lines = [reason];
  const harmless = harmlessLines();
  for (let length = 0, at = 0; length < bytes; at++) {
    const line = harmless[at % harmless.length] ?? '';
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n');
}

/** Without any thought: every line against every pattern until one fits. */
function plainly(text: string): number {
  let decisive = 0;
  for (const line of text.split('\n')) {
    const entry = STDERR_CATALOGUE.find(({ pattern }) => pattern.test(line));
    if (entry !== undefined && entry.action !== 'ignore') decisive++;
  }
  return decisive;
}
