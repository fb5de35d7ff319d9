/** Where in a run a silence lies: before the first advance, between two, or between the last one and the exit. */
export const PHASES = ['start-up', 'steady', 'finalising'] as const;
export type Phase = (typeof PHASES)[number];
