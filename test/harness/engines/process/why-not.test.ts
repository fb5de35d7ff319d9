import { expect, it } from 'vitest';
import { whyNotOnProcesses } from '../../../../src/harness/engines/process/why-not.js';
import type { SubjectManifest } from '../../../../src/harness/subject.js';
import { SCENARIO, scriptedJob } from '../../made-by-hand.js';

const manifest = (command: string[]): SubjectManifest => ({
  name: 'some',
  title: 't',
  command,
  jobs: 'single',
  exit: {},
  artefacts: {},
});
const split = { ...SCENARIO, jobs: [scriptedJob('job', { parts: 2 })] };

it('leaves recordings in parts to subjects that take several files', () => {
  expect(whyNotOnProcesses(split, manifest(['x', '{input}', '{output}']))).toMatch(/some takes one file/);
  expect(whyNotOnProcesses(split, manifest(['x', '{inputs}', '{output}']))).toBeUndefined();
  expect(whyNotOnProcesses(SCENARIO, manifest(['x', '{input}']))).toBeUndefined();
});
