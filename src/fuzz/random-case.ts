import type { Scenario, ScenarioJob, ScenarioWatch } from '../scenario/scenario.js';
import type { Recording } from '../script/plan.js';
import { withCalmJobs } from './calm-jobs.js';
import { Dice } from './dice.js';
import type { FuzzCase } from './fuzz-case.js';
import { HEALTHY_RECORDING } from './healthy-recording.js';
import { ScriptWriter } from './random-script.js';
import { randomActions, randomSurroundings } from './random-surroundings.js';
import { rightOutcomes } from './right-outcomes.js';
import { drawSwarm, type Swarm } from './swarm.js';

const MOST_JOBS = 3;
const MOST_SLOTS = 2;

/** Draws a whole run from its seed: a storm, and afterwards jobs that nothing befalls, one for each slot. */
export function randomCase(seed: number): FuzzCase {
  const dice = new Dice(seed);
  const swarm = drawSwarm(dice);
  const shares = swarm.troubles.has('shared-output');
  // Rivals for one output meet only where both may run at once.
  const slots = shares && dice.chance(0.7) ? MOST_SLOTS : dice.whole(1, MOST_SLOTS);
  const watch = randomWatch(dice, swarm);
  const scripts = new ScriptWriter(dice, swarm, watch);
  const count = !shares && dice.chance(0.6) ? 1 : dice.whole(2, MOST_JOBS);
  const stormy = Array.from({ length: count }, (_, index) => randomJob(dice, swarm, watch, scripts, index));
  const names = stormy.map(({ id }) => id);
  const machine = randomActions(dice, swarm, watch, names);
  const surroundings = randomSurroundings(dice, swarm, watch, names);
  const storm: Scenario = {
    id: `fuzz/${seed}`,
    file: '',
    title: `Found by the fuzzer with seed ${seed}`,
    why: 'Whatever ffmpeg and the machine do, the contract of a supervisor holds',
    from: ['fuzzer'],
    tags: [],
    catches: [],
    notOn: {},
    speed: 40,
    slots,
    supervisors: 'one',
    watch,
    jobs: stormy,
    machine,
  };
  const abandoned = machine.some((deed) => deed.action === 'kill-supervisor' && !deed.restart);
  // Nobody supervises after a death without a restart.
  const revisits = dice.chance(0.25);
  return withCalmJobs({ seed, scenario: storm, surroundings, revisits }, abandoned ? 0 : slots);
}

function randomWatch(dice: Dice, swarm: Swarm): ScenarioWatch {
  const short = swarm.troubles.has('short-timeout');
  return {
    startupGraceMs: dice.pick([0, 1_000, 5_000, 30_000, 30_000, 60_000]),
    stallTimeoutMs: dice.pick([2_000, 5_000, 20_000, 90_000, 90_000]),
    tickMs: dice.pick([500, 1_000, 5_000, 5_000, 60_000]),
    finaliseMs: dice.pick([1_000, 10_000, 120_000, 120_000]),
    probeTimeoutMs: dice.pick([1_000, 5_000, 30_000]),
    totalTimeoutMs: short ? dice.magnitude(1_000, 300_000) : undefined,
  };
}

function randomJob(
  dice: Dice,
  swarm: Swarm,
  watch: ScenarioWatch,
  scripts: ScriptWriter,
  index: number,
): ScenarioJob {
  const id = String.fromCharCode('a'.charCodeAt(0) + index);
  const probes = swarm.troubles.has('probe');
  const shares = swarm.troubles.has('shared-output') && dice.chance(0.7);
  // What is wrong with a recording may be wrong on every rung.
  const same = dice.chance(0.25) ? scripts.ffmpeg() : undefined;
  const rungs = (['default', 'fallback', 'transcode'] as const).flatMap((rung) =>
    dice.chance(0.75) ? [[rung, same ?? scripts.ffmpeg()] as const] : [],
  );
  const scripted = {
    ffmpeg: Object.fromEntries(rungs),
    ...(probes && dice.chance(0.5) && { ffprobe: scripts.ffprobe() }),
    ...(probes && dice.chance(0.4) && { ffprobeOutput: scripts.ffprobe() }),
  };
  return {
    id,
    recording: randomRecording(dice),
    ...scripted,
    parts: 1,
    outputName: shares ? 'a' : id,
    submitAfterMs: index === 0 || dice.chance(0.5) ? 0 : dice.magnitude(1, 2 * watch.stallTimeoutMs),
    expect: { outcome: rightOutcomes(scripted) },
  };
}

function randomRecording(dice: Dice): Recording {
  if (dice.chance(0.5)) return HEALTHY_RECORDING;
  const video = dice.pick(['h264', 'h264', 'h264', 'hevc', 'mpeg2video', 'vp6f', undefined]);
  const audio = dice.pick(['ac3', 'aac', 'mp2', undefined]);
  const durationMs = dice.magnitude(1_000, dice.chance(0.05) ? 14_400_000 : 120_000);
  const claim = dice.share();
  return {
    sizeBytes: dice.magnitude(1e6, 4e9),
    durationMs,
    ...(video !== undefined && { video }),
    ...(audio !== undefined && { audio }),
    pixelFormat: dice.pick(['yuv420p', 'yuv420p', 'yuv420p10le']),
    ...(claim < 0.1 && { claimedDurationMs: null }),
    ...(claim > 0.9 && { claimedDurationMs: dice.magnitude(1, 100_000_000) }),
  };
}
