import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TraceFile } from '../../src/node/trace-file.js';

const HEADER = { stallproof: 'trace', v: 1, startedAt: '', job: 'a', command: ['ffmpeg'] } as const;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stallproof-trace-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function runInto(file: TraceFile): Promise<void> {
  file.begin(HEADER);
  file.record({ kind: 'line', atMs: 5, text: 'hello' });
  file.record({ kind: 'exit', atMs: 6, exit: { code: 0 } });
  return file.close();
}

it('appends run after run, in whole lines', async () => {
  const path = join(folder, 'night.trace');
  for (const file of [await TraceFile.open(path), TraceFile.openLater(path)]) {
    await runInto(file);
    expect(file.trouble).toBeUndefined();
  }
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('{'))).toHaveLength(2);
  expect(lines.filter((line) => line.includes('hello'))).toHaveLength(2);
});

it('begins a line of its own after half a line that a full disk left', async () => {
  const path = join(folder, 'torn.trace');
  const half = '{"stallproof":"trace","v":1,"sta';
  writeFileSync(path, half);
  await runInto(await TraceFile.open(path));
  const [torn, header, ...records] = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(torn).toBe(half);
  expect(header).toBe(JSON.stringify(HEADER));
  expect(records).toHaveLength(2);
});

it('says at once that a file cannot be opened, or when it is closed', async () => {
  const nowhere = join(folder, 'no', 'such.trace');
  await expect(TraceFile.open(nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
  const file = TraceFile.openLater(nowhere);
  await runInto(file);
  expect(file.trouble).toEqual({ refused: 3, why: 'ENOENT' });
});
