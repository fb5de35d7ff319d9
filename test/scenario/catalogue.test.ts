import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findScenarios, packagedCatalogue, selectScenarios } from '../../src/scenario/catalogue.js';
import { incidentStory } from '../../src/scenario/incidents.js';
import { ORACLE_NAMES } from '../../src/scenario/oracle-names.js';
import { courses, nominalMs } from './nominal-time.js';

const GOOD = 'title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\nexpect: { outcome: published }\n';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stallproof-catalogue-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, text = GOOD): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function ids(selection: Parameters<typeof selectScenarios>[0]): string[] {
  return selectScenarios(selection).map(({ id }) => id);
}

describe('finding scenarios', () => {
  it('walks folders, takes only .yaml, and sorts by id', () => {
    for (const name of ['b/two.yaml', 'a/one.yaml', 'top.yaml', 'schema.json', 'a/notes.md']) put(name);
    expect(ids({ catalogue: folder })).toEqual(['a/one', 'b/two', 'top']);
  });

  it('takes ids, folders of ids, files and folders, each scenario once', () => {
    for (const name of ['a/one.yaml', 'a/two.yaml', 'b/three.yaml']) put(name);
    const catalogue = folder;
    expect(ids({ catalogue, names: ['b/three'] })).toEqual(['b/three']);
    expect(ids({ catalogue, names: ['three'] })).toEqual(['b/three']);
    expect(ids({ catalogue, names: ['a', 'a/one', join(folder, 'a/two.yaml')] })).toEqual(['a/one', 'a/two']);
    expect(ids({ catalogue, names: [join(folder, 'b')] })).toEqual(['three']);
  });

  it('keeps those that carry a tag or contain the text', () => {
    put('a/one.yaml', `${GOOD}tags: [smoke, stall]\n`);
    put('a/two.yaml', GOOD.replace('title: t', 'title: About Pipes'));
    expect(ids({ catalogue: folder, tags: ['stall', 'none'] })).toEqual(['a/one']);
    expect(ids({ catalogue: folder, containing: 'pipes' })).toEqual(['a/two']);
    expect(ids({ catalogue: folder, containing: 'a/' })).toEqual(['a/one', 'a/two']);
  });

  it('suggests the scenario that a misspelt name means', () => {
    put('stall/hang.yaml');
    expect(() => selectScenarios({ catalogue: folder, names: ['stal/hang'] })).toThrow(
      /did you mean "stall\/hang"/,
    );
    expect(() => selectScenarios({ catalogue: folder, names: ['hnag'] })).toThrow(/did you mean "hang"/);
    expect(() => selectScenarios({ catalogue: folder, names: ['stal'] })).toThrow(/did you mean "stall"/);
  });

  it('says so when a folder holds no scenario', () => {
    mkdirSync(join(folder, 'empty'));
    expect(() => selectScenarios({ names: [join(folder, 'empty')] })).toThrow(/no \.yaml file/);
  });

  it('reports the problems of all files at once', () => {
    put('a.yaml', 'title: 1\n');
    put('b.yaml', 'nonsense\n');
    expect(() => selectScenarios({ catalogue: folder })).toThrow(/a\.yaml[\s\S]*b\.yaml/);
  });
});

describe('the packaged catalogue', () => {
  const scenarios = selectScenarios();
  const files = findScenarios([], packagedCatalogue());
  const onProcesses = scenarios.filter(({ notOn }) => notOn.process === undefined);

  it('loads whole', () => {
    expect(scenarios.length).toBe(files.length);
    expect(scenarios.length).toBeGreaterThanOrEqual(100);
  });

  it('says each thing once', () => {
    for (const part of ['title', 'why'] as const) {
      expect(new Set(scenarios.map((scenario) => scenario[part])).size).toBe(scenarios.length);
    }
  });

  it.each(onProcesses.map((scenario) => [scenario.id, scenario] as const))(
    '%s plays within 3.5 s, where cores are free, and so within 5 s where they are not',
    (_, scenario) => {
      const startUpMs = 300 * scenario.jobs.length;
      expect(nominalMs(scenario) / scenario.speed + startUpMs).toBeLessThan(3_500);
    },
  );

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    '%s leaves room for a slow machine',
    (_, scenario) => {
      for (const { silences, shortestWaitMs } of courses(scenario)) {
        expect(shortestWaitMs / scenario.speed).toBeGreaterThanOrEqual(10);
        // A heartbeat's last wait before the deadline is cut off by it, and no near miss.
        const nearMisses = silences.filter((share) => share > 0.7 && share < 1.5);
        expect(nearMisses).toEqual([]);
      }
    },
  );

  it('names only incidents that it can tell', () => {
    const untold = scenarios
      .flatMap(({ from }) => from)
      .filter((name) => incidentStory(name) === undefined && !/^(measured|origin design): /.test(name));
    expect(untold).toEqual([]);
  });

  it('has the four tests of the origin', () => {
    const told = new Set(scenarios.flatMap(({ from }) => from));
    for (const number of [1, 2, 3, 4]) expect(told).toContain(`origin test ${number}`);
  });

  it('points editors at the schema', () => {
    for (const { file } of files) {
      const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
      expect(resolve(dirname(file), schema)).toBe(join(packagedCatalogue(), 'schema.json'));
    }
  });

  it('has a smoke test that is quick and still broad', () => {
    const smoke = scenarios.filter(({ tags }) => tags.includes('smoke'));
    const totalMs = smoke.reduce((sum, scenario) => sum + nominalMs(scenario) / scenario.speed, 0);
    expect(totalMs).toBeLessThan(30_000);
    const caught = new Set(smoke.flatMap(({ catches }) => catches));
    expect(ORACLE_NAMES.filter((name) => !caught.has(name))).toEqual([]);
  });
});
