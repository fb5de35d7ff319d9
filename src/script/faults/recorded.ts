import { writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { MediaState } from '../media-state.js';
import type { Op } from '../op.js';
import { frameAt, type PrintedBlock } from '../progress-block.js';
import {
  RECORDED_RUN_DOC,
  RECORDED_RUN_PATTERN,
  type RecordedEntry,
  readRecordedRun,
  recordedRunProblem,
} from '../recorded-run.js';

export const recorded = defineFault({
  name: 'recorded',
  summary: 'Does what a real run did, at the times at which it did it.',
  models: 'A trace: the gaps of a real ffmpeg on a real disk, which no generator has.',
  fields: {
    run: { type: 'text', doc: RECORDED_RUN_DOC, check: recordedRunProblem, pattern: RECORDED_RUN_PATTERN },
  },
  shorthand: 'run',
  *play(config, media): Iterable<Op> {
    for (const entry of readRecordedRun(config.run)) yield* opsOf(entry, media);
  },
});

function* opsOf(entry: RecordedEntry, media: MediaState): Iterable<Op> {
  switch (entry.kind) {
    case 'wait':
      yield { op: 'wait', forMs: entry.forMs };
      return;
    case 'io':
      yield { op: 'churn', bytes: entry.bytes, forMs: entry.forMs };
      return;
    case 'cpu':
      yield { op: 'spin', forMs: entry.forMs };
      return;
    case 'block':
      yield { op: 'wait', forMs: entry.afterMs };
      yield* printed(entry, media);
  }
}

/** The output grows by what the block says: it is never smaller than it was. */
function* printed(block: Extract<RecordedEntry, { kind: 'block' }>, media: MediaState): Iterable<Op> {
  const { outTimeUs, totalSizeBytes, speed, end } = block;
  const bytes = Math.max(0, (totalSizeBytes ?? 0) - media.totalSizeBytes);
  if (bytes > 0) yield { op: 'append', bytes };
  media.totalSizeBytes += bytes;
  media.outTimeUs = Math.max(media.outTimeUs, outTimeUs ?? 0);
  media.speed = speed ?? media.speed;
  const values: PrintedBlock = {
    ...(outTimeUs !== undefined && { outTimeUs }),
    ...(totalSizeBytes !== undefined && { totalSizeBytes }),
    ...(speed !== undefined && { speed }),
    ...(media.hasVideo && outTimeUs !== undefined && { frame: frameAt(outTimeUs) }),
    end,
  };
  yield writeBlock(values);
}
