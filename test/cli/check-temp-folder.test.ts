import { describe, expect, it } from 'vitest';
import { checkTempFolder } from '../../src/cli/check-temp-folder.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

describe('the temp folder', () => {
  it('is one that can be written in', () => {
    expect(() => checkTempFolder(folder.path)).not.toThrow();
  });

  it.each([
    ['relative', 'tmp', /relative path/],
    ['missing', '/no-such-folder', /nothing can be written/],
  ])('is refused when it is %s', (_what, path, message) => {
    expect(() => checkTempFolder(path)).toThrow(message);
  });
});
