/** A first scenario: the stall that supervisors are written for. */
export function firstScenario(): string {
  return `# What ffmpeg does, and what a correct supervisor must then do. All settings: npx stallproof schema scenario
# All faults: npx stallproof schema vocabulary
title: ffmpeg stops in the middle
why: >-
  A recording on a dead mount, and ffmpeg waits for ever. Whoever waits with it never gives its slot back.
from: [the first day]
tags: [stall]
catches: [detects-stall]
# Times are those of production; the run divides all of them by the same speed.
watch: { startupGrace: 30s, stall: 90s }
ffmpeg:
  default:
    - progress: { blocks: 12, every: 500ms }
    - hang
expect:
  outcome: stalled
  attempts: [default]
`;
}
