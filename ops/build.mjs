// Writes the dashboard's JSON from its code: `node ops/build.mjs`. A test says when that was forgotten.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const source = path.join(import.meta.dirname, 'dashboards');
const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-ops-'));
const outfile = path.join(folder, 'dashboard.mjs');
try {
  const entryPoints = [path.join(source, 'dashboard.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
  const { dashboard } = await import(outfile);
  writeFileSync(path.join(source, 'stallproof.json'), `${JSON.stringify(dashboard(), null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
