import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { whyNotExecutable } from '../../src/node/executable.js';
import { temporaryFolder } from './real-world.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function put(name: string, content: string, mode = 0o755): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('what can be executed', () => {
  it.each([
    ['a binary', '/bin/sh'],
    ['a script', put('script', '#!/bin/sh\nexit 0\n')],
    ['a script with an argument of its interpreter', put('spaced', '#! /bin/sh -e\n')],
    ['a script whose interpreter stands beside who knows what', put('relative', '#!sh\n')],
    ['bytes of a kind that only the kernel may know', put('unknown', 'MZ\0\0')],
  ])('is %s', (_, file) => {
    expect(whyNotExecutable(file)).toBeUndefined();
  });
});

describe('what cannot be executed', () => {
  mkdirSync(join(folder.path, 'folder'));

  it.each([
    ['a relative path', 'sh', /^not an absolute path: sh$/],
    ['nothing', join(folder.path, 'none'), /^no such file: /],
    ['something below a file', '/bin/sh/below', /^no such file: /],
    ['a folder', join(folder.path, 'folder'), /^not a file: /],
    ['a file without the right', put('forbidden', '#!/bin/sh\n', 0o644), /^no permission to execute /],
    ['an empty file', put('empty', ''), /^an empty file: /],
    ['a text', put('text', 'exec ffmpeg "$@"\n'), /^a text without an interpreter in its first line: /],
    ['a script without its interpreter', put('orphan', '#!/nonexistent/sh\n'), /interpreter .* no such file/],
  ])('is %s', (_, file, why) => {
    expect(whyNotExecutable(file)).toMatch(why);
  });
});
