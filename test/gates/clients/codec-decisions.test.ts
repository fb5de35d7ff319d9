import { describe, expect, it } from 'vitest';
import { FAMILIES, type Family } from '../../../src/gates/clients/browser-family.js';
import { decideCodecs } from '../../../src/gates/clients/codec-decisions.js';

const counted = (clients: Partial<Record<Family, number>>) => ({
  ...{ requests: 0, unreadable: 0, formats: { common: 0, combined: 0, json: 0 }, overflowed: false },
  clients: { ...none(), ...clients },
  requestsByFamily: none(),
});
const none = () => Object.fromEntries(FAMILIES.map((family) => [family, 0])) as Record<Family, number>;
const actionOf = (name: string, clients?: ReturnType<typeof counted>) =>
  decideCodecs(clients).find((decision) => decision.name === name)?.action;
const reasonOf = (name: string, clients?: ReturnType<typeof counted>) =>
  decideCodecs(clients).find((decision) => decision.name === name)?.reason;

describe('without logs', () => {
  it('Chrome is assumed, and said to be', () => {
    expect(actionOf('h264 of 8 bits')).toBe('copy');
    expect(['h264 of other depths', 'hevc', 'mpeg2video'].map((name) => actionOf(name))).toEqual([
      ...['encode', 'encode', 'encode'],
    ]);
    expect(reasonOf('hevc')).toMatch(
      /gate 4: no logs, so Chrome is assumed, which plays it on some machines/,
    );
  });
});

describe('with logs', () => {
  it('a codec is copied where nearly everybody plays it', () => {
    expect(actionOf('hevc', counted({ Safari: 99, Chrome: 1 }))).toBe('copy');
    expect(actionOf('hevc', counted({ Safari: 94, Chrome: 6 }))).toBe('encode');
    expect(reasonOf('hevc', counted({ Safari: 94, Chrome: 6 }))).toBe(
      'gate 4: 94 of 100 clients play it (94 %, needed 95 %)',
    );
  });

  it('only clients whose decoders are known count', () => {
    expect(actionOf('hevc', counted({ Safari: 10, bot: 1_000, unknown: 500, other: 50 }))).toBe('copy');
    expect(actionOf('h264 of 8 bits', counted({ bot: 1_000 }))).toBe('encode');
  });

  it('sound is made AAC whatever they play', () => {
    expect(actionOf('ac3', counted({ Safari: 100 }))).toBe('encode');
  });
});
