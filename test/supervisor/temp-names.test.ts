import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import { isTempOf, tempNames } from '../../src/supervisor/temp-names.js';

describe('temp names', () => {
  const random = seededRandom(7);

  it('begin with OUT.tmp- and are recognised again', () => {
    const path = tempNames('/media/film.mp4', random).path('default');
    expect(path).toMatch(/^\/media\/film\.mp4\.tmp-/);
    expect(isTempOf('film.mp4', path.slice('/media/'.length))).toBe(true);
  });

  it('differ from job to job', () => {
    const names = Array.from({ length: 1000 }, () => tempNames('/a', random).path('default'));
    expect(new Set(names).size).toBe(1000);
  });

  it('are in use until they are freed', () => {
    const names = tempNames('/media/film.mp4', random);
    const [first, second] = [names.path('default'), names.path('fallback')];
    expect([...names.inUse]).toEqual([first, second]);
    names.free(first);
    expect([...names.inUse]).toEqual([second]);
  });

  it.each([
    'film.mp4',
    'film.mp4.lock',
    'film.mp4.meta.json',
    'film.mp4.tmp',
    'film.mp4.tmp-notes.txt',
    'other.mp4.tmp-abcdefghij-default',
    'film.mp4.tmp-abcdefghij-default.mp4',
  ])('leave %s alone', (name) => {
    expect(isTempOf('film.mp4', name)).toBe(false);
  });
});
