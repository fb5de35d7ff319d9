import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/script/fault.js';
import { defaultOf, FAULTS, faultNamed, step } from '../../src/script/vocabulary.js';

describe('the vocabulary', () => {
  it('names each fault once, as in its file', () => {
    const names = FAULTS.map((fault) => fault.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('documents %s', (_name, fault) => {
    expect(fault.summary).toMatch(/\.$/);
    expect(fault.models.length).toBeGreaterThan(10);
    if (fault.shorthand !== undefined) expect(Object.keys(fault.fields)).toContain(fault.shorthand);
    for (const [key, field] of Object.entries(fault.fields) as [string, Field][]) {
      expect(field.doc, `${fault.name}.${key}`).toMatch(/\.$/);
      if ('default' in field) expect(defaultOf(field), `${fault.name}.${key}`).not.toBeUndefined();
      if (field.type === 'choice' && 'default' in field) expect(field.options).toContain(field.default);
    }
  });

  it('resolves defaults to ms, bytes and numbers', () => {
    expect(step('progress').config).toMatchObject({
      every: 500,
      speed: 30,
      still: 'none',
      blocks: undefined,
    });
    expect(step('finalise').config).toEqual({ for: 30_000, size: 32 * 2 ** 20 });
    expect(step('exit', { code: 3 }).config).toEqual({ code: 3, end: false });
  });

  it('knows no other names', () => {
    expect(() => faultNamed('toString')).toThrow(/no fault is called/);
  });
});
