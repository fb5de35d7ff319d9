import { describe, expect, it } from 'vitest';
import { exampleLine } from '../../src/ffmpeg/stderr-catalogue.js';
import { selectScenarios } from '../../src/scenario/catalogue.js';
import { withLiteralStderr } from '../../src/scenario/literal-stderr.js';
import type { Step } from '../../src/script/fault.js';
import { step } from '../../src/script/vocabulary.js';

function says(text: string): Step {
  return step('stderr', { text });
}

function spoken(steps: readonly Step[]): string[] {
  return steps.flatMap(({ fault, config }) => [
    ...(fault === 'stderr' ? [String(config.text)] : []),
    ...spoken(Array.isArray(config.steps) ? config.steps : []),
  ]);
}

describe('names from the stderr catalogue', () => {
  it('become the line that ffmpeg prints', () => {
    expect(exampleLine('packet-corrupt')).toContain('Packet corrupt');
    expect(withLiteralStderr([says('packet-corrupt')])).toEqual([says(exampleLine('packet-corrupt') ?? '')]);
  });

  it('become it in descendants too', () => {
    const nested = step('fork', { steps: [step('fork', { steps: [says('packet-corrupt')] })] });
    expect(spoken(withLiteralStderr([nested]))).toEqual([exampleLine('packet-corrupt')]);
  });

  it('leave any other text and any other fault alone', () => {
    const steps = [says('a line of my own'), step('hang'), step('write', { size: 3 })];
    expect(withLiteralStderr(steps)).toEqual(steps);
  });

  it('are spelt right in the packaged catalogue', () => {
    const texts = selectScenarios().flatMap(({ jobs }) =>
      jobs.flatMap(({ ffmpeg, ffprobe }) =>
        [...Object.values(ffmpeg), ffprobe ?? []].flatMap((steps) => spoken(steps)),
      ),
    );
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter((text) => /^[a-z0-9-]+$/.test(text))).toEqual([]);
  });
});
