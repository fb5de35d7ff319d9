import { describe, expect, it } from 'vitest';
import { scenarioName } from '../../src/report/scenario-name.js';

describe('scenarioName', () => {
  it.each([
    [undefined, 'real/stopped'],
    ['5.1.9-0+deb12u1', 'real/stopped (ffmpeg 5.1.9)'],
    ['n7.1', 'real/stopped (ffmpeg n7.1)'],
    ['N-47683-g0e8eb07980-static', 'real/stopped (ffmpeg N-47683)'],
    ['git-2026-01-01', 'real/stopped (ffmpeg git-2026-01-01)'],
  ])('names the release %j shortly', (ffmpeg, name) => {
    expect(scenarioName({ scenario: 'real/stopped', ...(ffmpeg !== undefined && { ffmpeg }) })).toBe(name);
  });
});
