import type { Scenario } from '../../../scenario/scenario.js';
import type { SubjectManifest } from '../../subject.js';
import { ALL_INPUTS } from '../../template.js';
import { needsSmallDisk, whyNoSmallDisk } from './small-disk.js';

/** Why a scenario cannot be played with this subject on this machine; undefined when it can. */
export function whyNotOnProcesses(scenario: Scenario, subject: SubjectManifest): string | undefined {
  const isSplit = scenario.jobs.some(({ parts }) => parts > 1);
  if (isSplit && !subject.command.includes(ALL_INPUTS)) {
    return `${subject.name} takes one file for a recording, not several parts`;
  }
  if (scenario.machine.some(({ action }) => action === 'jump-clock')) {
    return "the calendar of a real machine is everybody's, and not for a scenario to set";
  }
  return needsSmallDisk(scenario) ? whyNoSmallDisk() : undefined;
}
