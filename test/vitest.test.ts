import { describe, expect, it } from 'vitest';
import { describeScenarios } from '../src/vitest.js';

// These are tests of their own: each scenario that the catalogue calls smoke, below the name of the subject.
describeScenarios('production', ['stall', 'ladder'], { engine: 'virtual', tags: ['smoke'] });

describe('describeScenarios', () => {
  it('says at once what is wrong with its arguments', () => {
    expect(() => describeScenarios('nobody', 'stall')).toThrow(/unknown subject "nobody"/);
    expect(() => describeScenarios('production', 'stal')).toThrow(/did you mean "stall"/);
  });
});
