import { describe, expect, it } from 'vitest';
import { type FaultForm, stepsSchema } from '../../src/scenario/fault-schema.js';
import { FAULTS } from '../../src/script/vocabulary.js';

const PAUSE: FaultForm = {
  name: 'pause',
  summary: 'Pauses.',
  fields: {
    for: { type: 'duration', doc: 'How long.' },
    depth: { type: 'number', doc: 'How deep.', default: 1, integer: true, min: 1, max: 9 },
    style: { type: 'choice', doc: 'How.', options: ['soft', 'hard'], default: 'soft' },
    loud: { type: 'flag', doc: 'Whether one hears it.', default: false },
    note: { type: 'text', doc: 'Why.' },
    by: { type: 'factor', doc: 'How fast.', default: '2x' },
    room: { type: 'size', doc: 'How much.', default: '1KiB' },
  },
  shorthand: 'for',
};
const SPLIT: FaultForm = {
  name: 'split',
  summary: 'Splits.',
  fields: { into: { type: 'steps', doc: 'What the parts do.' } },
};
const schema = stepsSchema([PAUSE, SPLIT]);

const DEFAULTS = { depth: 1, style: 'soft', loud: false, by: 2, room: 1024 };

describe('the schema of steps', () => {
  it('fills in defaults and resolves units, for a value alone and for a map', () => {
    expect(schema.parse([{ pause: '2s' }])).toEqual([{ fault: 'pause', config: { ...DEFAULTS, for: 2000 } }]);
    expect(schema.parse([{ pause: { for: '1m', loud: true, by: '0.5x' } }])).toEqual([
      { fault: 'pause', config: { ...DEFAULTS, for: 60_000, loud: true, by: 0.5 } },
    ]);
  });

  it('has a text of its own grammar checked by the fault that reads it', () => {
    const recorded = stepsSchema(FAULTS);
    expect(recorded.safeParse([{ recorded: '500 500=1,2,- 10^' }]).success).toBe(true);
    const wrong = recorded.safeParse([{ recorded: '500 5oo' }]);
    expect(JSON.stringify(wrong.error?.issues)).toContain('5oo');
    expect(JSON.stringify(wrong.error?.issues)).toContain('not an entry of a recorded run');
  });

  it('takes a name alone only where nothing is missing', () => {
    expect(schema.parse(['split'])).toEqual([{ fault: 'split', config: {} }]);
    expect(schema.safeParse(['pause']).success).toBe(false);
    expect(schema.safeParse([{ pause: {} }]).success).toBe(false);
  });

  it('nests', () => {
    const [step] = schema.parse([{ split: { into: [{ pause: '1s' }, { split: { into: ['split'] } }] } }]);
    expect(step?.config).toMatchObject({
      into: [{ fault: 'pause' }, { fault: 'split', config: { into: [{ fault: 'split' }] } }],
    });
  });

  it.each([
    [{ pause: '2' }],
    [{ pause: { for: '1s', depth: 0 } }],
    [{ pause: { for: '1s', depth: 10 } }],
    [{ pause: { for: '1s', depth: 1.5 } }],
    [{ pause: { for: '1s', style: 'other' } }],
    [{ pause: { for: '1s', loud: 'yes' } }],
    [{ pause: { for: '1s', note: 3 } }],
    [{ pause: { for: '1s', by: 2 } }],
    [{ pause: { for: '1s', room: '1K' } }],
    [{ split: { into: 'pause' } }],
    [{ pause: '1s', split: {} }],
    [{}],
    [null],
    [3],
    [['split']],
  ])('refuses %j', (step) => {
    expect(schema.safeParse([step]).success).toBe(false);
  });

  it('knows every fault of the vocabulary', () => {
    const all = stepsSchema(FAULTS);
    for (const { name, fields, shorthand } of FAULTS) {
      const needed = shorthand === undefined ? undefined : fields[shorthand];
      const bare = needed === undefined || 'default' in needed;
      expect([name, all.safeParse([name]).success]).toEqual([name, bare]);
    }
  });
});
