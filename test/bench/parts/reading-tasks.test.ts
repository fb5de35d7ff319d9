import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { progressText } from '../../../src/bench/parts/progress-text.js';
import { READLINE } from '../../../src/bench/parts/readers/readline.js';
import { READING_SCENES, readingTasks } from '../../../src/bench/parts/reading-tasks.js';

const SUBJECTS = ['stallproof', 'readline', 'split2', 'fluent-ffmpeg', 'ffmpeggy'];

describe('the readers that are compared', () => {
  it('are all there, in every scene, and see every update', async () => {
    const notes: string[] = [];
    const tasks = await readingTasks((note) => notes.push(note));
    expect(notes).toEqual([]);
    const expected = READING_SCENES.flatMap(({ scene }) => SUBJECTS.map((subject) => `${scene}: ${subject}`));
    expect(tasks.map(({ scene, subject }) => `${scene}: ${subject}`)).toEqual(expected);
    for (const task of tasks) await task.run();
  });

  it('tell what they saw', async () => {
    const text = progressText(3);
    const read = await READLINE.read(Readable.from([Buffer.from(text.blocks)]));
    expect(read).toEqual({ updates: 3, lastOutTimeS: text.lastOutTimeUs / 1e6 });
  });
});
