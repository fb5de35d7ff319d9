import { median } from 'simple-statistics';
import { centreFigure, medianFigure, pairedRatio, perRepetition, samplesOf, target } from '../figures.js';
import type { Figure, Observation, PartResult, Ratio, Target } from '../result.js';
import { CONTESTANTS } from './contestant.js';

/** Where the remux is written. */
export const MEMORY_SCENE = 'memory';
export const DISK_SCENE = 'disk';

const OWN = 'stallproof';
const OTHERS = CONTESTANTS.filter((name) => name !== 'bare');

/** Wall time of a supervised ffmpeg by that of a bare one. */
const MOST_WALL_RATIO = 1.03;

/** A few milliseconds in a remux of seconds, half of them more or fewer from run to run: less than twice is nothing. */
const CPU_FLOOR = 1;

/** Wall time of hundreds of milliseconds and more, most of it ffmpeg's: a small share is much of ours. */
const WALL_FLOOR = 0.05;

const PHASES = {
  probeMs: 'before ffmpeg: lock, slot, ffprobe',
  verifyMs: 'after ffmpeg: its death, verification',
  publishMs: 'publishing: fsync, rename, metadata',
  jobCpuMs: 'CPU of the process, whole job',
} as const;

export function summariseOverhead(
  observations: readonly Observation[],
): Omit<PartResult, 'part' | 'title' | 'notes'> {
  const bytes = samplesOf(observations, 'recordingBytes', {});
  return {
    settings: {
      recording:
        bytes.length > 0 ? `${Math.round(median(bytes) / 1e6)} MB, H.264 copied, audio to AAC` : 'none',
      'wall time': 'from spawn to exit of ffmpeg, in the memory of the machine where it has such a disk',
    },
    figures: figuresOf(observations),
    targets: targetsOf(observations),
    ratios: ratiosOf(observations),
  };
}

function figuresOf(observations: readonly Observation[]): Figure[] {
  const each = CONTESTANTS.flatMap((subject) => {
    const of = (value: string): number[] => samplesOf(observations, value, { subject, scene: MEMORY_SCENE });
    if (of('wallMs').length === 0) return [];
    return [
      medianFigure(`${subject}: wall`, 'ms', of('wallMs')),
      medianFigure(`${subject}: CPU of its process`, 'ms', of('ownCpuMs')),
    ];
  });
  const phases = Object.entries(PHASES).map(([value, name]) =>
    medianFigure(name, 'ms', samplesOf(observations, value, { subject: OWN, scene: MEMORY_SCENE })),
  );
  const flushed = samplesOf(observations, 'publishMs', { subject: OWN, scene: DISK_SCENE });
  const onDisk = flushed.length > 0 ? [medianFigure('publishing on disk', 'ms', flushed)] : [];
  return [...each, ...wallRatios(observations).map(withoutSamples), ...phases, ...onDisk];
}

function targetsOf(observations: readonly Observation[]): Target[] {
  const wall = ratioOf(observations, 'wallMs', OWN, 'bare', 0);
  const cpu = ['execa', 'fluent-ffmpeg'].map((other) => ratioOf(observations, 'ownCpuMs', OWN, other, 0));
  return [
    target(centreFigure('wall of a supervised ffmpeg by bare', '×', wall.samples), {
      atMost: MOST_WALL_RATIO,
    }),
    ...cpu
      .filter(({ n }) => n > 0)
      .map((ratio) =>
        target({ ...withoutSamples(ratio), name: `CPU of the process: ${ratio.name}` }, { atMost: 1 }),
      ),
  ];
}

function ratiosOf(observations: readonly Observation[]): Ratio[] {
  return [
    { ...ratioOf(observations, 'wallMs', OWN, 'bare', WALL_FLOOR), name: 'wall: stallproof / bare' },
    { ...ratioOf(observations, 'ownCpuMs', OWN, 'spawn', CPU_FLOOR), name: 'CPU: stallproof / spawn' },
  ];
}

function wallRatios(observations: readonly Observation[]): Ratio[] {
  return OTHERS.map((subject) => ratioOf(observations, 'wallMs', subject, 'bare', WALL_FLOOR))
    .filter(({ n }) => n > 0)
    .map((ratio) => ({ ...ratio, name: `${ratio.name}: wall` }));
}

function ratioOf(
  observations: readonly Observation[],
  value: string,
  subject: string,
  other: string,
  floor: number,
): Ratio {
  const of = (name: string) => perRepetition(observations, value, { subject: name, scene: MEMORY_SCENE });
  return pairedRatio(`${subject} / ${other}`, of(subject), of(other), floor);
}

function withoutSamples({ samples: _samples, floor: _floor, ...figure }: Ratio): Figure {
  return figure;
}
