import type { Lifetime } from '../../../src/tuner/statistics/kaplan-meier.js';

/** Weeks of remission under 6-mercaptopurine and placebo (Freireich and others, Blood 21, 1963): the data of every textbook. */
const ended = (times: readonly number[]): Lifetime[] => times.map((atMs) => ({ atMs, ended: true }));
const lost = (times: readonly number[]): Lifetime[] => times.map((atMs) => ({ atMs, ended: false }));

export const TREATED: readonly Lifetime[] = [
  ...ended([6, 6, 6, 7, 10, 13, 16, 22, 23]),
  ...lost([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]),
];

export const PLACEBO: readonly Lifetime[] = ended([
  1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
]);
