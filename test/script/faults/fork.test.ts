import { describe, expect, it } from 'vitest';
import { step } from '../../../src/script/vocabulary.js';
import { firstOps } from '../recorder.js';

describe('processes', () => {
  it('hands a descendant its steps', () => {
    const steps = [step('hang')];
    expect(firstOps([step('fork', { steps, holdsPipes: true })])[0]).toEqual({
      op: 'fork',
      child: { steps, holdsPipes: true, newSession: false },
    });
  });

  it('traps signals', () => {
    expect(firstOps([step('ignore-signals', { signals: 'SIGINT' })])[0]).toEqual({
      op: 'trap',
      signals: ['SIGINT'],
      reaction: { kind: 'ignore' },
    });
    expect(firstOps([step('slow-death', { after: 7 })])[0]).toMatchObject({
      reaction: { afterMs: 7, code: 255 },
    });
  });

  it('hangs for ever, or for a while', () => {
    expect(firstOps([step('hang')])[0]).toEqual({ op: 'park' });
    expect(firstOps([step('hang', { for: 9 })])[0]).toEqual({ op: 'wait', forMs: 9 });
  });
});
