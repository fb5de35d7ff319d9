import { OVERHEAD } from './overhead/overhead.js';
import type { Part } from './part.js';
import { PARTS } from './parts/parts.js';
import { RELEASE_PART } from './release/release.js';
import type { PartName } from './result.js';
import { SCALE } from './scale/scale.js';

/** Every part of the benchmark, in the order in which they run. */
export const BENCH_PARTS: Readonly<Record<PartName, Part>> = {
  release: RELEASE_PART,
  overhead: OVERHEAD,
  scale: SCALE,
  parts: PARTS,
};
