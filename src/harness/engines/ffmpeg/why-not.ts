import { hasProc } from '../../../node/proc-stat.js';
import { isMadeFor, type Scenario } from '../../../scenario/scenario.js';

/** Why a real ffmpeg cannot show a scenario on this machine; undefined when it can. */
export function whyNotWithFfmpeg(scenario: Scenario): string | undefined {
  if (!isMadeFor(scenario, 'ffmpeg')) {
    return 'it scripts a fake: real ffmpeg plays the scenarios in scenarios/real/';
  }
  return hasProc ? undefined : 'what a real ffmpeg does is read from /proc, which this system does not have';
}
