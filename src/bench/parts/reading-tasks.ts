import { Readable } from 'node:stream';
import { assert } from '../../base/assert.js';
import type { MicroTask } from './micro-task.js';
import { type Chunking, cutUp, type ProgressText, progressText } from './progress-text.js';
import { ffmpeggyReader } from './readers/ffmpeggy.js';
import { fluentReader } from './readers/fluent-ffmpeg.js';
import { OWN } from './readers/own.js';
import type { ProgressReader } from './readers/progress-reader.js';
import { READLINE } from './readers/readline.js';
import { split2Reader } from './readers/split2.js';

/** How output comes out of a pipe, and how many updates one run reads of it. */
export const READING_SCENES: readonly { readonly scene: string; chunking: Chunking; updates: number }[] = [
  { scene: '64 KiB', chunking: 64 * 1024, updates: 4_000 },
  { scene: 'one update', chunking: 'update', updates: 2_000 },
  { scene: '7 bytes', chunking: 7, updates: 300 },
];

/** Statistics give hundredths of a second. */
const HUNDREDTH_S = 0.011;

/** One task for each reader and way to cut; readers that are not installed are left out and noted. */
export async function readingTasks(note: (sentence: string) => void): Promise<MicroTask[]> {
  const readers: ProgressReader[] = [OWN, READLINE];
  for (const load of [split2Reader, fluentReader, ffmpeggyReader]) {
    try {
      readers.push(await load());
    } catch (error) {
      note(`left out, not installed: ${(error as NodeJS.ErrnoException).message.split('\n')[0]}`);
    }
  }
  return READING_SCENES.flatMap(({ scene, chunking, updates }) => {
    const text = progressText(updates);
    return readers.map((reader) => readingTask(scene, reader, text, chunking));
  });
}

function readingTask(
  scene: string,
  reader: ProgressReader,
  text: ProgressText,
  chunking: Chunking,
): MicroTask {
  const bytes = text[reader.reads];
  const updateBytes = reader.reads === 'blocks' ? text.blockBytes : text.statsBytes;
  const chunks = cutUp(bytes, updateBytes, chunking);
  return {
    scene,
    subject: reader.name,
    amount: text.updates,
    bytes: bytes.length,
    run: async () => {
      const { updates, lastOutTimeS } = await reader.read(pipeOf(chunks));
      // A reader that overlooks updates is quick for the wrong reason.
      assert(updates === text.updates, `${reader.name} saw ${updates} of ${text.updates} updates`);
      const missedS = Math.abs(lastOutTimeS - text.lastOutTimeUs / 1e6);
      assert(missedS <= HUNDREDTH_S, `${reader.name} misread the output time by ${missedS} s`);
    },
  };
}

/** A stream that hands out these chunks one by one, as a pipe does. */
function pipeOf(chunks: readonly Uint8Array[]): Readable {
  let next = 0;
  return new Readable({
    read() {
      this.push(chunks[next++] ?? null);
    },
  });
}
