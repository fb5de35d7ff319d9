import type { Evidence } from '../evidence.js';
import type { Oracle } from '../oracle.js';
import { scaledMs } from '../readings/moments.js';
import { withNoiseShare } from '../tolerance.js';
import { HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

const MOST_SHARE = 0.05;

/** What one look at a silent ffmpeg may cost. */
const LOOK_COST_MS = 8;

export const idleWhileWaiting: Oracle = {
  name: 'idle-while-waiting',
  claim: 'uses under 5 % of a core while ffmpeg is silent, whatever ffmpeg did to its pipes',
  timing: true,
  judge: (evidence) => {
    const { idleCpuShare } = evidence;
    if (idleCpuShare === undefined) return NOT_APPLICABLE;
    const mostShare = withNoiseShare(evidence, mostShareOf(evidence));
    if (idleCpuShare < mostShare) return HELD;
    return violated(
      `it used at least ${percent(idleCpuShare)} of a core while ffmpeg was silent; at this speed and noise ${percent(mostShare)} is the most`,
    );
  },
};

/** A supervisor looks once a tick. The speed of the run makes ticks more frequent, and a look no cheaper. */
function mostShareOf(evidence: Evidence): number {
  const { tickMs, stallTimeoutMs } = evidence.scenario.watch;
  return MOST_SHARE + LOOK_COST_MS / scaledMs(evidence, Math.min(tickMs, stallTimeoutMs / 4));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
