import type { Oracle } from '../oracle.js';
import { HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

const MOST_SHARE = 0.05;

export const idleWhileWaiting: Oracle = {
  name: 'idle-while-waiting',
  claim: 'uses under 5 % of a core while ffmpeg is silent, whatever ffmpeg did to its pipes',
  timing: false,
  judge: ({ idleCpuShare }) => {
    if (idleCpuShare === undefined) return NOT_APPLICABLE;
    if (idleCpuShare < MOST_SHARE) return HELD;
    return violated(`it used ${(idleCpuShare * 100).toFixed(0)} % of a core while ffmpeg was silent`);
  },
};
