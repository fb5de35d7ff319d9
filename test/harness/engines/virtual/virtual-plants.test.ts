import { describe, expect, it } from 'vitest';
import { plant } from '../../../../src/harness/engines/virtual/virtual-plants.js';
import { VirtualWorld } from '../../../../src/harness/engines/virtual/virtual-world.js';
import { readScenario } from '../../../../src/scenario/load.js';
import type { Scenario } from '../../../../src/scenario/scenario.js';

function scenario(machine: string): Scenario {
  const text = `title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\nexpect: { outcome: published }\nmachine: [${machine}]\n`;
  return readScenario(text, { file: 'f.yaml', id: 'f' });
}

function world(machine: string) {
  const played = scenario(machine);
  const virtual = new VirtualWorld(played, 1);
  return { virtual, planted: plant(virtual, played), entries: virtual.files.entries };
}

describe('what is planted in a virtual world', () => {
  it('stands where the artefact will stand', () => {
    const { entries, virtual } = world(
      '{ plant: { at: error-log, as: file } }, { plant: { at: lock, as: folder } }',
    );
    expect(entries.get('/out/job.mp4.err.log')?.text).toMatch(/older failure/);
    expect(virtual.files.folders.has('/out/job.mp4.lock')).toBe(true);
  });

  it('tells when something was written through a link', () => {
    const { entries, virtual, planted } = world(
      '{ plant: { at: output, as: symlink } }, { plant: { at: metadata, as: symlink } }',
    );
    expect(planted.changed()).toEqual([]);
    const behind = entries.get(virtual.files.resolve('/out/job.mp4'));
    if (behind !== undefined) behind.sizeBytes += 1;
    expect(planted.changed()).toEqual(['output']);
    entries.delete(virtual.files.resolve('/out/job.mp4.meta.json'));
    expect(planted.changed()).toEqual(['output', 'metadata']);
  });

  it('knows the texts of locks, also of one behind a link', () => {
    const { planted, entries } = world('{ plant: { at: lock, as: symlink } }');
    const text = planted.locks.get('/out/job.mp4.lock');
    expect(text).toContain('"token":"planted"');
    expect(entries.get('/in/bystander-lock')?.text).toBe(text);
  });
});
