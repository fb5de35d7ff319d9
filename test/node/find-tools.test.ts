import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findTools, type Tool, ToolNotFoundError } from '../../src/node/find-tools.js';
import { locatePackaged, makeExecutable } from '../../src/node/packaged-tools.js';
import { bundle } from './bundle.js';
import { temporaryFolder } from './real-world.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const corpus = process.env.STALLPROOF_CORPUS ?? resolve('../shared/corpus');

function fakeTool(
  name: string,
  into: string,
  script = `#!/bin/sh\necho "${name} version 7.1 of nobody"\n`,
): string {
  mkdirSync(join(folder.path, into), { recursive: true });
  const path = join(folder.path, into, name);
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

const flags = { ffmpeg: fakeTool('ffmpeg', 'flag'), ffprobe: fakeTool('ffprobe', 'flag') };
const variables = {
  STALLPROOF_FFMPEG: fakeTool('ffmpeg', 'env'),
  STALLPROOF_FFPROBE: fakeTool('ffprobe', 'env'),
};
const onPath = { ffmpeg: fakeTool('ffmpeg', 'bin'), ffprobe: fakeTool('ffprobe', 'bin') };
const PATH = `/nonexistent::${join(folder.path, 'bin')}`;
const HOME = join(folder.path, 'home');

describe('the order of places', () => {
  it('prefers flags', async () => {
    const tools = await findTools({ ...flags, env: { ...variables, PATH } });
    expect(tools.ffmpeg).toEqual({ path: flags.ffmpeg, origin: 'flag', env: {} });
    expect(tools.ffprobe).toEqual({ path: flags.ffprobe, origin: 'flag', env: {} });
  });

  it('takes a relative flag from the working folder', async () => {
    const tools = await findTools({ ...flags, ffmpeg: relative(process.cwd(), flags.ffmpeg), env: {} });
    expect(tools.ffmpeg.path).toBe(flags.ffmpeg);
  });

  it('looks for a bare name in PATH, and nowhere else', async () => {
    fakeTool('ffmpeg-7', 'bin', '#!/bin/sh\necho "ffmpeg version 7"\n');
    const tools = await findTools({ ...flags, ffmpeg: 'ffmpeg-7', env: { PATH } });
    expect(tools.ffmpeg).toEqual({ path: join(folder.path, 'bin', 'ffmpeg-7'), origin: 'flag', env: {} });
    await expect(
      findTools({ ...flags, ffmpeg: 'package.json', env: { PATH: '/nonexistent' } }),
    ).rejects.toThrow(
      'no folder of PATH (/nonexistent) has an executable package.json; for a file that is here write ./package.json',
    );
  });

  it('then variables', async () => {
    const tools = await findTools({ env: { ...variables, PATH } });
    expect(tools.ffmpeg).toEqual({ path: variables.STALLPROOF_FFMPEG, origin: 'environment', env: {} });
    expect(tools.ffprobe.path).toBe(variables.STALLPROOF_FFPROBE);
  });

  it('then PATH, each tool for itself, and empty variables do not count', async () => {
    const tools = await findTools({ ffmpeg: flags.ffmpeg, env: { STALLPROOF_FFPROBE: '', PATH } });
    expect(tools.ffmpeg.origin).toBe('flag');
    expect(tools.ffprobe).toEqual({ path: onPath.ffprobe, origin: 'path', env: {} });
  });

  it('skips what PATH has and cannot be executed', async () => {
    const broken = join(folder.path, 'broken');
    mkdirSync(broken);
    mkdirSync(join(broken, 'ffprobe'));
    writeFileSync(join(broken, 'ffmpeg'), 'text');
    const tools = await findTools({ env: { PATH: `${broken}:${PATH}` } });
    expect([tools.ffmpeg.path, tools.ffprobe.path]).toEqual([onPath.ffmpeg, onPath.ffprobe]);
  });
});

describe('a tool that was named and is not there', () => {
  it('is an error, whatever else could be found', async () => {
    const error = await findTools({
      ...flags,
      ffprobe: '/nonexistent/ffprobe',
      env: { ...variables, PATH },
    }).catch((e) => e);
    expect(error).toBeInstanceOf(ToolNotFoundError);
    expect(error.tool).toBe('ffprobe');
    expect(error.message).toMatch(
      /--ffprobe does not name a usable ffprobe: no such file: \/nonexistent\/ffprobe\. .+leave --ffprobe out/,
    );
  });

  it('is an error from the environment too', async () => {
    await expect(findTools({ env: { STALLPROOF_FFMPEG: folder.path, PATH } })).rejects.toThrow(
      `STALLPROOF_FFMPEG does not name a usable ffmpeg: not a file: ${folder.path}`,
    );
    await expect(findTools({ ...flags, ffmpeg: '', env: {} })).rejects.toThrow('an empty path');
  });
});

describe('a file that was named and is no such tool', () => {
  it.each([
    ['a text', 'just a text\n', 'a text without an interpreter in its first line'],
    ['an empty file', '', 'an empty file'],
    ['a script without its interpreter', '#!/nonexistent/sh\n', 'the interpreter of'],
    ['a program that says nothing', '#!/bin/sh\nexit 0\n', 'asked for its version, it says nothing'],
    ['another program', '#!/bin/sh\necho "tar (GNU tar) 1.34"\n', 'it says "tar (GNU tar) 1.34"'],
    ['the other tool', '#!/bin/sh\necho "ffprobe version 7"\n', 'is no ffmpeg'],
    [
      'a program that fails',
      '#!/bin/sh\necho "no such option" >&2\nexit 2\n',
      'ffmpeg exited with 2: no such option',
    ],
    ['a wrapper of nothing', '#!/bin/sh\nexec ffmpeg-99 "$@"\n', 'ffmpeg exited with 127'],
  ])('is refused: %s', async (_, content, why) => {
    const ffmpeg = fakeTool('ffmpeg', 'wrong', content);
    const error = await findTools({ ...flags, ffmpeg, env: {} }).catch((e) => e);
    expect(error).toBeInstanceOf(ToolNotFoundError);
    expect(error.message).toContain('--ffmpeg does not name a usable ffmpeg: ');
    expect(error.message).toContain(why);
  });

  it('is told for ffmpeg first when both are wrong', async () => {
    await expect(
      findTools({ ffmpeg: '/nonexistent/a', ffprobe: '/nonexistent/b', env: {} }),
    ).rejects.toMatchObject({
      tool: 'ffmpeg',
    });
  });
});

it('says what was looked for, where, and the way out, when there is nothing at all', async () => {
  // Away from node_modules no package is found.
  const lonely = await bundle('src/node/find-tools.ts', join(folder.path, 'lonely.mjs'));
  const script = `const { findTools } = await import(${JSON.stringify(lonely)});
    await findTools({ env: { PATH: '/nonexistent' } }).catch((error) => console.log(error.name, error.message));`;
  const message = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(message).toMatch(/^ToolNotFoundError no ffmpeg found: --ffmpeg and STALLPROOF_FFMPEG are not set/);
  expect(message).toContain('no folder of PATH (/nonexistent) has one');
  expect(message).toContain('@ffmpeg-installer/ffmpeg');
  expect(message).toMatch(/Install ffmpeg, or name one with --ffmpeg or STALLPROOF_FFMPEG\.$/m);
});

describe('packaged binaries', () => {
  const usable = locatePackaged('ffmpeg') !== undefined && locatePackaged('ffprobe') !== undefined;

  it('are the last resort, and run', async ({ skip }) => {
    skip(!usable, 'no packaged binaries for this platform');
    const tools = await findTools({ env: { PATH: '', HOME } });
    for (const tool of [tools.ffmpeg, tools.ffprobe]) {
      expect(tool).toMatchObject({ origin: 'package', env: { GCONV_PATH: '/nonexistent' } });
      expect(run(tool, '-version')).toMatch(/^ff(mpeg|probe) version /);
    }
  });

  it('read every kind of recording', async ({ skip }) => {
    skip(!usable, 'no packaged binaries for this platform');
    skip(!existsSync(corpus), 'no corpus');
    const { ffprobe } = await findTools({ env: { PATH: '', HOME } });
    const recordings = readdirSync(corpus).filter((name) => name.endsWith('.ts'));
    expect(recordings.length).toBeGreaterThan(0);
    for (const name of recordings.slice(0, 6)) {
      const answer = run(ffprobe, '-v', 'error', '-show_streams', '-of', 'json', join(corpus, name));
      expect(JSON.parse(answer).streams.length, name).toBeGreaterThan(0);
    }
  });

  it('are copied, once, when they lack the execute bit', async () => {
    const binary = join(folder.path, 'packaged-ffprobe');
    copyFileSync('/bin/true', binary);
    chmodSync(binary, 0o644);
    const env = { XDG_CACHE_HOME: join(folder.path, 'cache') };
    const copy = await makeExecutable(binary, env);
    expect(copy).toMatch(new RegExp(`^${env.XDG_CACHE_HOME}/stallproof/packaged-ffprobe-\\d+-\\d+$`));
    execFileSync(copy);
    const { ino, mode } = statSync(copy);
    expect(mode & 0o777).toBe(0o755);
    expect(await makeExecutable(binary, env)).toBe(copy);
    expect(statSync(copy).ino).toBe(ino);

    utimesSync(binary, 1, 1);
    expect(await makeExecutable(binary, env)).not.toBe(copy);
    expect(readdirSync(join(env.XDG_CACHE_HOME, 'stallproof'))).toHaveLength(2);

    chmodSync(binary, 0o755);
    expect(await makeExecutable(binary, env)).toBe(binary);
  });

  it('are not run from a folder that others could have filled', async () => {
    const binary = join(folder.path, 'packaged-ffmpeg');
    copyFileSync('/bin/true', binary);
    chmodSync(binary, 0o644);
    const open = join(folder.path, 'open', 'stallproof');
    mkdirSync(open, { recursive: true });
    chmodSync(open, 0o777);
    const copy = await makeExecutable(binary, { XDG_CACHE_HOME: join(folder.path, 'open'), HOME });
    expect(copy.startsWith(join(HOME, '.cache', 'stallproof'))).toBe(true);
    expect(readdirSync(open)).toEqual([]);
  });
});

function run(tool: Tool, ...args: string[]): string {
  return execFileSync(tool.path, args, {
    encoding: 'utf8',
    env: { ...tool.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
