import { formatSize } from '../../base/size.js';
import type { Evidence } from '../evidence.js';
import type { Oracle } from '../oracle.js';
import { invocationsOf } from '../readings/invocations.js';
import { HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

const MOST_GROWTH_BYTES = 64 * 2 ** 20;

/** With less output than this, growth says nothing about what is kept of it. */
const FLOOD_BYTES = 8 * 2 ** 20;

export const boundedMemory: Oracle = {
  name: 'bounded-memory',
  claim: 'grows by less than 64 MiB, whatever ffmpeg writes',
  timing: false,
  judge: (evidence) => {
    const floodBytes = writtenBytes(evidence);
    if (floodBytes < FLOOD_BYTES) return NOT_APPLICABLE;
    const growth = evidence.memoryGrowthBytes;
    if (growth === undefined) return unobservable('it ended before its memory could be measured twice');
    if (growth < MOST_GROWTH_BYTES) return HELD;
    return violated(`it grew by ${formatSize(growth)} under ${formatSize(floodBytes)} of output`);
  },
};

function writtenBytes(evidence: Evidence): number {
  let bytes = 0;
  for (const { id } of evidence.jobs)
    for (const { events } of invocationsOf(evidence, id))
      for (const event of events) if (event.kind === 'wrote') bytes += event.bytes;
  return bytes;
}
