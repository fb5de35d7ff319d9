import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { floorViolations } from './tidy/floors.js';
import { cycleViolations, deadFiles, importGraph, needGraph } from './tidy/graph.js';
import { barrelViolations, entryPoints, mirrorViolations } from './tidy/layout.js';
import { leftoverViolations } from './tidy/leftovers.js';
import { placeViolations } from './tidy/places.js';
import { sizeViolations } from './tidy/size.js';
import { listFiles, readSources, type Violation } from './tidy/source-file.js';
import { unitViolations } from './tidy/units.js';

const root = path.resolve(import.meta.dirname, '..');
const product = readSources(root, ['src']);
const everything = [...product, ...readSources(root, ['test'])];
const paths = everything.map((file) => file.path);

/** One readable line for each finding, so that a failure says what to mend. */
function lines(violations: readonly Violation[]): string[] {
  return violations.map(({ path: file, line, message }) => `${file}:${line} ${message}`);
}

describe('the house', () => {
  it('was looked at', () => {
    expect(product.length).toBeGreaterThan(20);
    expect(everything.length).toBeGreaterThan(product.length);
  });

  it('keeps files and functions short', () => {
    expect(lines(sizeViolations(everything))).toEqual([]);
  });

  it('imports down the floors only', () => {
    expect(lines(floorViolations(product))).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(lines(cycleViolations(importGraph(product)))).toEqual([]);
  });

  it('has no dead file', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    expect(lines(deadFiles(needGraph(product), entryPoints(manifest)))).toEqual([]);
  });

  it('has no barrel', () => {
    expect(lines(barrelViolations(paths))).toEqual([]);
  });

  it('keeps clock, randomness, processes and the terminal in their places', () => {
    expect(lines(placeViolations(product))).toEqual([]);
  });

  it('names the unit of every time and size', () => {
    expect(lines(unitViolations(product))).toEqual([]);
  });

  it('leaves nothing unfinished', () => {
    expect(lines(leftoverViolations(everything))).toEqual([]);
  });

  it('has its tests where the tested file is', () => {
    const tests = paths.filter((file) => file.startsWith('test/'));
    expect(lines(mirrorViolations(paths, tests))).toEqual([]);
  });

  it('says in each folder of the floor table what it may import', () => {
    const guide = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
    const folders = new Set(
      product.map(({ path: file }) => file.split('/')).flatMap(([, folder, rest]) => (rest ? [folder] : [])),
    );
    for (const folder of folders) expect(guide).toContain(`${folder}/`);
  });

  it('holds no scenario file of a kind that the catalogue would not read', () => {
    const strays = existsSync(path.join(root, 'scenarios'))
      ? listFiles(root, 'scenarios').filter((file) => !/\.yaml$|^scenarios\/schema\.json$/.test(file))
      : [];
    expect(strays).toEqual([]);
  });
});
