import { describe, expect, it } from 'vitest';
import { concatList, listProblem } from '../../src/ffmpeg/concat-list.js';
import { inputOptions, inputUrl } from '../../src/ffmpeg/input-url.js';

const part = (path: string, lengthMs?: number) => ({ path, lengthMs });

describe('concatList', () => {
  it('names the parts in their order, with what is known of their length', () => {
    expect(concatList([part('/rec/a.ts', 1_234.5678), part('/rec/a.ts.001')])).toBe(
      "ffconcat version 1.0\nfile 'file:/rec/a.ts'\nduration 1.234568\nfile 'file:/rec/a.ts.001'\n",
    );
  });

  it('selects streams by their numbers in the container', () => {
    expect(concatList([part('/a')], [0x26c, 16])).toBe(
      "ffconcat version 1.0\nstream\nexact_stream_id 0x26c\nstream\nexact_stream_id 0x10\nfile 'file:/a'\n",
    );
  });

  it.each([
    ["it's", "file 'file:it'\\''s'"],
    ["''", "file 'file:'\\'''\\'''"],
    ['a\\b c#d', "file 'file:a\\b c#d'"],
    ['concat:a|b', "file 'file:concat:a|b'"],
    [' leading and trailing ', "file 'file: leading and trailing '"],
  ])('writes %j so that it means itself', (path, line) => {
    expect(concatList([part(path)]).split('\n')[1]).toBe(line);
  });

  it.each(['a\nfile /etc/passwd', 'a\r', 'a\0b', 'http://box/a.ts', `/${'x'.repeat(4100)}`])(
    'refuses a part that no line can hold, %#',
    (path) => {
      expect(listProblem(path)).toEqual(expect.any(String));
      expect(() => concatList([part('/good'), part(path)])).toThrow(/a part of the recording/);
    },
  );

  it('has nothing against ordinary names', () => {
    expect(listProblem("/rec/20260103 - Channel's one - Film (1).ts")).toBeUndefined();
  });
});

describe('a list as an input', () => {
  const source = { concatList: '/out/-a.mp4.tmp-x-concat' };

  it('is opened as a list, of files alone', () => {
    const options = inputOptions(source);
    expect(options.slice(options.indexOf('-f'))).toEqual(['-f', 'concat', '-safe', '0']);
    expect(options[options.indexOf('-protocol_whitelist') + 1]).toBe('file');
    expect(options[options.indexOf('-format_whitelist') + 1]).toMatch(/^concat,mpegts,/);
    expect(inputUrl(source)).toBe('file:/out/-a.mp4.tmp-x-concat');
  });

  it('is the only input for which lists are allowed', () => {
    expect(inputOptions('/rec/a.ts').join(' ')).not.toContain('concat');
  });
});
