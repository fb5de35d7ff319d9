import { formatDuration } from '../base/duration.js';
import { withoutCalmJobs } from './calm-jobs.js';
import { countSteps } from './count-steps.js';
import type { FuzzCase } from './fuzz-case.js';

/** What was drawn for one run, on one line: whoever plays it again sees at once whether it is the same one. */
export function describeCase(drawn: FuzzCase): string {
  const { seed, surroundings } = drawn;
  const { scenario } = withoutCalmJobs(drawn);
  const { watch, slots, jobs, machine } = scenario;
  const { calmAtMs, files, stuck, mostPieces, exitOvertakes } = surroundings;
  const told = [
    `seed ${seed}`,
    `${count(slots, 'slot')}`,
    `grace ${formatDuration(watch.startupGraceMs)}`,
    `stall ${formatDuration(watch.stallTimeoutMs)}`,
    `tick ${formatDuration(watch.tickMs)}`,
    `finalise ${formatDuration(watch.finaliseMs)}`,
    `probe timeout ${formatDuration(watch.probeTimeoutMs)}`,
    `timeout ${watch.totalTimeoutMs === undefined ? 'by size' : formatDuration(watch.totalTimeoutMs)}`,
    `${count(jobs.length, 'job')} with ${count(countSteps({ ...drawn, scenario }), 'step')}`,
    count(machine.length, 'deed'),
    count(files.length, 'file trouble'),
    `${stuck.length} stuck`,
    `writes in up to ${count(mostPieces, 'piece')}`,
    ...(exitOvertakes ? ['exits before last bytes'] : []),
    `calm from ${formatDuration(calmAtMs)} on`,
  ];
  return told.join(', ');
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
