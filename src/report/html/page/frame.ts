import type { Lane, Timeline } from '../../../harness/timeline/timeline.js';

/** Where the parts of a picture lie, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Names of moments stand above everything. */
  readonly top: number;
  /** The curve of progress; no height where nothing progressed. */
  readonly curveHeight: number;
  readonly lanesTop: number;
  readonly lanesHeight: number;
  /** The end of the axis, in nominal ms. */
  readonly endMs: number;
  readonly isNarrow: boolean;
}

/** Height of the letters in a picture. */
export const LETTER_PX = 11;
const NARROW_WIDTH = 520;
const LABEL_HEIGHT = 15;
const MOST_LABEL_ROWS = 3;
const CURVE_HEIGHT = 96;
export const LANE_HEIGHT = 25;
const AXIS_HEIGHT = 30;
const AFTER_END = 1.03;

/**
 * @param endMs what the axis must reach at least, so that pictures side by side have one scale
 * @param moments how many names stand above
 */
export function frameOf(timeline: Timeline, width: number, endMs: number, moments: number): Frame {
  const isNarrow = width < NARROW_WIDTH;
  const top = Math.min(moments, MOST_LABEL_ROWS) * LABEL_HEIGHT + 6;
  const curveHeight = timeline.lanes.some(hasCurve) ? CURVE_HEIGHT : 0;
  const lanesTop = top + (curveHeight > 0 ? curveHeight + 8 : 0);
  const lanesHeight = timeline.lanes.length * LANE_HEIGHT;
  return {
    width,
    height: lanesTop + lanesHeight + AXIS_HEIGHT,
    left: isNarrow ? 108 : 140,
    right: 26,
    top,
    curveHeight,
    lanesTop,
    lanesHeight,
    endMs: axisEndMs(endMs),
    isNarrow,
  };
}

/** With room after the last event, so that its sign is not cut. */
export function axisEndMs(endMs: number): number {
  return Math.max(1, endMs) * AFTER_END;
}

export function labelY(row: number): number {
  return LABEL_HEIGHT * (row % MOST_LABEL_ROWS);
}

export function hasCurve({ progress = [] }: Lane): boolean {
  return progress.length > 0;
}

/** The last thing that a picture has to show: a deadline may lie behind the end of the run. */
export function lastMs({ spanMs, lanes }: Timeline): number {
  return Math.max(spanMs, ...lanes.flatMap(({ marks }) => marks.map(({ atMs }) => atMs)));
}

/** The name of a lane; of several jobs, whose it is. */
export function laneLabel({ name, job }: Lane, several: boolean): string {
  return several && job !== undefined ? `${job}: ${name}` : name;
}
