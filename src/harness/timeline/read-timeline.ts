import type { Evidence } from '../evidence.js';
import { invocationsOf } from '../readings/invocations.js';
import { sayProcess } from '../readings/say.js';
import { bounded } from './bounded.js';
import { holdingLanes } from './holding-lanes.js';
import { processLanes } from './process-lanes.js';
import { type Scale, scaleOf } from './scale.js';
import { supervisorLane } from './supervisor-lane.js';
import { type Said, TIMELINE_VERSION, type Timeline } from './timeline.js';

/** The evidence of a run as a picture wants it: bounded, however long the run was and however much was printed. */
export function timelineOf(evidence: Evidence): Timeline {
  const scale = scaleOf(evidence);
  const lanes = evidence.jobs.flatMap((job) => [
    ...processLanes(evidence, job.id, scale),
    ...holdingLanes(evidence, job, scale),
  ]);
  return {
    v: TIMELINE_VERSION,
    ...bounded({
      spanMs: scale.at(scale.endMs),
      lanes: [supervisorLane(evidence, scale), ...lanes],
      said: saidIn(evidence, scale),
    }),
  };
}

/** What the answers of ffprobe say is known from the scenario; only its complaints are told. */
function saidIn(evidence: Evidence, scale: Scale): Said[] {
  return evidence.jobs
    .flatMap(({ id }) => invocationsOf(evidence, id))
    .flatMap((process) =>
      process.events.flatMap((event): Said[] => {
        if (event.kind !== 'wrote' || (event.stream === 'stdout' && process.tool === 'ffprobe')) return [];
        const { stream, bytes, lastLine, job } = event;
        const text = lastLine === undefined ? {} : { text: lastLine };
        return [{ atMs: scale.at(event.atMs), stream, by: sayProcess(process), job, ...text, bytes }];
      }),
    )
    .sort((a, b) => a.atMs - b.atMs);
}
