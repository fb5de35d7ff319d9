import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { corpusDigest, identify, listRecordings } from '../../src/gates/recordings.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-recordings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  mkdirSync(path.join(folder, 'old'));
  for (const name of ['b.ts', 'old/a.MTS', 'README.md', '.hidden.ts'])
    writeFileSync(path.join(folder, name), name);
  mkdirSync(path.join(folder, 'folder.ts'));
});

it('lists what may be a recording, wherever it lies, by name', () => {
  expect(listRecordings(folder)).toEqual(['b.ts', 'old/a.MTS']);
});

it('knows a recording by its content', async () => {
  const recording = await identify(folder, 'b.ts');
  expect(recording).toEqual({
    name: 'b.ts',
    sizeBytes: 4,
    // printf b.ts | sha256sum
    sha256: 'ded2f7f761b76f9c30486fd9f691b40d810bc23774a5438361dbb362ce039f63',
  });
  expect((await identify(folder, 'old/a.MTS')).sha256).not.toBe(recording.sha256);
});

it('gives a corpus one name, whatever the order', async () => {
  const [one, two] = [await identify(folder, 'b.ts'), await identify(folder, 'old/a.MTS')];
  expect(corpusDigest([one, two])).toBe(corpusDigest([two, one]));
  expect(corpusDigest([one])).not.toBe(corpusDigest([one, two]));
});
