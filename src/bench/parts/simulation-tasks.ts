import { assert } from '../../base/assert.js';
import { ProgressParser } from '../../ffmpeg/progress-parser.js';
import { runInVirtualTime } from '../../harness/engines/virtual/run-in-virtual-time.js';
import { readScenario } from '../../scenario/load.js';
import { formatBlock } from '../../script/progress-block.js';
import { createSupervisor } from '../../supervisor/supervisor.js';
import { type MicroTask, OURS } from './micro-task.js';

export const SIMULATION_SCENE = 'simulate a job';

const MINUTES = 20;
const BLOCKS = MINUTES * 120;

/** A job of twenty minutes with a progress block each half second, which then stalls. */
const SCENARIO = `
title: A long job that stalls
why: to see how fast simulated time goes by
from: [origin test 1]
catches: [detects-stall]
recording: { size: 8GB, duration: 4h, video: h264, audio: ac3 }
ffmpeg:
  default:
    - progress: { blocks: ${BLOCKS}, every: 500ms, speed: 3x }
    - hang
expect:
  outcome: stalled
  attempts: [default]
`;

/** `amount` is simulated seconds. */
export function simulationTasks(): MicroTask[] {
  const scenario = readScenario(SCENARIO, { file: 'bench', id: 'bench' });
  const amount = MINUTES * 60;
  return [
    {
      scene: SIMULATION_SCENE,
      subject: OURS,
      amount,
      run: async () => {
        const subject = { name: 'production', create: createSupervisor, seed: 1 };
        const { events } = await runInVirtualTime(scenario, subject);
        const last = events.at(-1)?.atMs ?? 0;
        assert(last >= amount * 1000, `only ${last} ms were simulated`);
      },
    },
    { scene: SIMULATION_SCENE, subject: 'its blocks alone', amount, run: formatAndParse },
  ];
}

/** The least that any simulation of these jobs has to do: to print every block and to read it. */
function formatAndParse(): void {
  let seen = 0;
  const parser = new ProgressParser(() => {
    seen++;
  });
  for (let block = 1; block <= BLOCKS; block++) {
    const outTimeUs = block * 1_500_000;
    const text = formatBlock({
      outTimeUs,
      totalSizeBytes: block * 1_000,
      speed: 3,
      frame: block,
      end: false,
    });
    parser.push(Buffer.from(text));
  }
  assert(seen === BLOCKS, 'a block was overlooked');
}
