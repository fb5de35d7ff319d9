/** At most so many samples: beyond, some are left out, evenly over the series. */
export function thinned(samples: readonly number[], most: number): readonly number[] {
  if (samples.length <= most) return samples;
  const step = samples.length / most;
  return Array.from({ length: most }, (_, i) => samples[Math.floor(i * step)] ?? Number.NaN);
}
