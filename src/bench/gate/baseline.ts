import { z } from 'zod';
import { BENCH_REPORT_VERSION, type BenchReport, PART_NAMES, type Ratio } from '../result.js';

/** More samples of one ratio than this are not kept: they would make the committed file large, and nothing narrower. */
const MOST_SAMPLES = 400;
const DIGITS = 5;

/** Bounds of untrusted files: a baseline that breaks them was not written by this program. */
const LONGEST_NAME = 200;
const MOST_RATIOS = 100;

/** What a later run is compared with: the samples of each ratio. A whole report is a baseline too. */
export const benchBaselineSchema = z.object({
  v: z.literal(BENCH_REPORT_VERSION),
  mode: z.enum(['quick', 'full']),
  startedAt: z.string().max(LONGEST_NAME),
  machine: z.object({
    cpu: z.string().max(LONGEST_NAME),
    cores: z.number(),
    node: z.string().max(LONGEST_NAME),
    ffmpeg: z.string().max(LONGEST_NAME),
  }),
  parts: z.array(
    z.object({
      part: z.enum(PART_NAMES),
      ratios: z
        .array(
          z.object({
            name: z.string().min(1).max(LONGEST_NAME),
            floor: z.number().min(0).max(10),
            samples: z.array(z.number().positive()).max(100_000),
          }),
        )
        .max(MOST_RATIOS),
    }),
  ),
});

export type BenchBaseline = z.infer<typeof benchBaselineSchema>;

/** What is kept of a report to compare later ones with. */
export function baselineOf(report: BenchReport): BenchBaseline {
  const { v, mode, startedAt, machine, parts } = report;
  const { cpu, cores, node, ffmpeg } = machine;
  return {
    v,
    mode,
    startedAt,
    machine: { cpu, cores, node, ffmpeg },
    parts: parts.map(({ part, ratios }) => ({
      part,
      ratios: ratios.map(({ name, floor, samples }) => ({
        name,
        floor,
        samples: samples.slice(-MOST_SAMPLES).map((sample) => Number(sample.toPrecision(DIGITS))),
      })),
    })),
  };
}

/**
 * The parts that were measured anew, and those of the old baseline that were not: neither a run of one part nor one whose
 * time was used up before it began must take the others out of the gate. Those of another machine are not kept.
 */
export function updatedBenchBaseline(old: BenchBaseline | undefined, fresh: BenchBaseline): BenchBaseline {
  const measured = measuredParts(fresh.parts);
  const ofThisMachine = old === undefined || differences(old, fresh).length > 0 ? [] : old.parts;
  const kept = ofThisMachine.filter(({ part }) => !measured.some((other) => other.part === part));
  return { ...fresh, parts: [...measured, ...kept] };
}

/** A part whose turn did not come before the time was used up has not been measured. */
export function measuredParts<P extends { readonly ratios: readonly Pick<Ratio, 'samples'>[] }>(
  parts: readonly P[],
): P[] {
  return parts.filter(({ ratios }) => ratios.some(({ samples }) => samples.length > 0));
}

/** In which respects a baseline comes from another machine; its ratios hold there as well, but less surely. */
export function differences(baseline: BenchBaseline, { machine }: Pick<BenchBaseline, 'machine'>): string[] {
  return (['cpu', 'cores', 'node', 'ffmpeg'] as const)
    .filter((what) => baseline.machine[what] !== machine[what])
    .map((what) => `${what} ${baseline.machine[what]}, here ${machine[what]}`);
}
