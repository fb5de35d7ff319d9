import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTools } from '../../src/node/find-tools.js';
import { type Ended, runCommand } from '../run-command.js';
import { type Block, blocksOf } from './code-blocks.js';

/** All commands of one page, on a loaded machine. */
const PAGE_MS = 180_000;
const root = path.resolve(import.meta.dirname, '../..');
const guide = path.join(root, 'docs/guide');
const pages = readdirSync(guide).filter((name) => name.endsWith('.md'));

/** Stands for npx in a project that has this package: it starts what `npm test` has built. */
const NPX = `#!/bin/sh
tool=$1; shift
case $tool in
  stallproof) exec "${process.execPath}" "${root}/dist/cli/main.js" "$@" ;;
  vitest) exec "${process.execPath}" "${root}/node_modules/vitest/vitest.mjs" "$@" ;;
  *) echo "the guide may not need $tool" >&2; exit 99 ;;
esac
`;

let shared = '';
/** What a packaged ffmpeg needs. */
let toolEnv: NodeJS.ProcessEnv = {};

function run(line: string, cwd: string): Promise<Ended> {
  return runCommand('/bin/sh', ['-c', line], {
    cwd,
    env: { ...toolEnv, PATH: `${shared}:${process.env.PATH}` },
  });
}

beforeAll(async () => {
  shared = mkdtempSync(path.join(tmpdir(), 'stallproof-guide-'));
  writeFileSync(path.join(shared, 'npx'), NPX);
  chmodSync(path.join(shared, 'npx'), 0o755);
  const { ffmpeg } = await findTools({});
  toolEnv = { ...ffmpeg.env };
  if (path.basename(ffmpeg.path) === 'ffmpeg') symlinkSync(ffmpeg.path, path.join(shared, 'ffmpeg'));
  const source = '-f lavfi -i testsrc=duration=4:size=320x240:rate=25 -f lavfi -i sine=duration=4';
  const made = await run(
    `ffmpeg -loglevel error ${source} -c:v libx264 -c:a aac -f mpegts recording.ts`,
    shared,
  );
  expect(made).toEqual({ code: 0, text: '' });
}, PAGE_MS);

afterAll(() => rmSync(shared, { recursive: true, force: true }));

function project(name: string): string {
  const folder = path.join(shared, name);
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  symlinkSync(root, path.join(folder, 'node_modules/stallproof'));
  symlinkSync(path.join(root, 'node_modules/vitest'), path.join(folder, 'node_modules/vitest'));
  cpSync(path.join(shared, 'recording.ts'), path.join(folder, 'recording.ts'));
  return folder;
}

async function follow(block: Block, folder: string): Promise<void> {
  if (block.kind === 'file') {
    mkdirSync(path.dirname(path.join(folder, block.name)), { recursive: true });
    writeFileSync(path.join(folder, block.name), block.text);
    return;
  }
  for (const { line, exits } of block.lines) {
    const { code, text } = await run(line, folder);
    expect(code, `${line}\n${text}`).toBe(exits);
  }
}

/** A few pages at a time: most of a scenario is waiting. */
const MOST_AT_ONCE = 3;
const lanes = Array.from({ length: MOST_AT_ONCE }, () => Promise.resolve());
let next = 0;

function inLane(follow: () => Promise<void>): Promise<void> {
  const lane = next++ % MOST_AT_ONCE;
  const done = (lanes[lane] ?? Promise.resolve()).then(follow);
  lanes[lane] = done.catch(() => {});
  return done;
}

describe('the guide', () => {
  it('has a page for each thing to do, and lists them', () => {
    const listed = [...readFileSync(path.join(guide, 'README.md'), 'utf8').matchAll(/\]\(([\w-]+\.md)\)/g)];
    expect(listed.map(([, name]) => name).sort()).toEqual(
      pages.filter((name) => name !== 'README.md').sort(),
    );
  });

  it.concurrent.for(pages.filter((name) => name !== 'README.md'))(
    '%s can be followed',
    { timeout: PAGE_MS },
    async (name) => {
      const blocks = blocksOf(readFileSync(path.join(guide, name), 'utf8'));
      expect(blocks.some(({ kind }) => kind === 'commands')).toBe(true);
      const folder = project(path.basename(name, '.md'));
      await inLane(async () => {
        for (const block of blocks) await follow(block, folder);
      });
    },
  );

  it.for(pages)('%s links to what is there', (name) => {
    const text = readFileSync(path.join(guide, name), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(path.join(guide, link)))).toEqual([]);
  });
});
