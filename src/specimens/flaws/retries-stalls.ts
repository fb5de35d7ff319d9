import type { AttemptVerdict } from '../../supervisor/judge-attempt.js';
import type { FfmpegResult } from '../../supervisor/run-ffmpeg-with-progress.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class RetriesStalls extends BaseSupervisor {
  protected override judge(result: FfmpegResult): AttemptVerdict {
    if (result.end.cause !== 'stalled') return super.judge(result);
    return super.judge({
      ...result,
      end: { ...result.end, cause: undefined, exit: { kind: 'code', code: -1 } },
    });
  }
}

export const retriesStalls: Specimen = {
  name: 'retries-stalls',
  flaw: 'Its ladder looks at stderr and exit code and never at why ffmpeg was killed, so each rung of a dead recording stalls anew.',
  from: 'origin flaw 5',
  caughtBy: 'stall-is-final',
  shownBy: 'stderr: non-monotonic-dts or nothing, some progress, then hang',
  create: (options) => new RetriesStalls(options),
};
