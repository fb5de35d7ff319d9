import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from '../cli/memory-io.js';
import { claimSchema, jobSchema } from './job-schema.js';

const file = path.resolve(import.meta.dirname, '../../ops/kubernetes/campaign.yaml');
const text = readFileSync(file, 'utf8');
const [claim, job] = parseAllDocuments(text).map((document) => document.toJS());

let volume = '';
beforeAll(() => {
  volume = mkdtempSync(path.join(tmpdir(), 'stallproof-campaign-'));
});
afterAll(() => rmSync(volume, { recursive: true, force: true }));

describe('the campaign on Kubernetes', () => {
  it('is a manifest that Kubernetes accepts', () => {
    expect(claimSchema.parse(claim).metadata.name).toBe('stallproof-campaign');
    const { template } = jobSchema.parse(job).spec;
    const [used] = template.spec.volumes ?? [];
    expect(used?.persistentVolumeClaim.claimName).toBe(claim.metadata.name);
  });

  it.each([
    ['a misspelt field', { completionmode: 'Indexed' }, /Unrecognized key/],
    ['a job that is not indexed', { completionMode: 'NonIndexed' }, /Indexed/],
    ['more failures than indexes', { maxFailedIndexes: 9 }, /no more failed indexes/],
    ['a failure policy without its limit', { backoffLimitPerIndex: undefined }, /FailIndex needs/],
  ])('would be refused with %s', (_what, changes, message) => {
    expect(() => jobSchema.parse({ ...job, spec: { ...job.spec, ...changes } })).toThrow(message);
  });

  it('tells each pod how many there are', () => {
    const { spec } = jobSchema.parse(job);
    const env = spec.template.spec.containers[0]?.env ?? [];
    expect(env.find(({ name }) => name === 'STALLPROOF_SHARDS')?.value).toBe(String(spec.completions));
  });

  it('plays every run once, and is merged by the command in its first lines', async () => {
    const { completions, template } = jobSchema.parse(job).spec;
    for (let index = 0; index < completions; index++) {
      const env = { JOB_COMPLETION_INDEX: String(index), STALLPROOF_SHARDS: String(completions) };
      const args = (template.spec.containers[0]?.args ?? []).map((arg) =>
        arg
          .replace('$(JOB_COMPLETION_INDEX)', env.JOB_COMPLETION_INDEX)
          .replace('/campaign', volume)
          .replace('--runs=1000000', `--runs=${completions}`),
      );
      expect(await runProgram(args, memoryIo(env))).toBe(0);
    }
    const states = readdirSync(volume).filter((name) => /^shard-\d+\.json$/.test(name));
    const command = /^# {3}stallproof (report merge .*)$/m.exec(text)?.[1]?.split(' ') ?? [];
    const merge = command.flatMap((word) =>
      word === '/campaign/shard-*.json'
        ? states.map((name) => path.join(volume, name))
        : word.replace('/campaign', volume),
    );
    const io = memoryIo();
    expect([await runProgram(merge, io), io.stderr.text]).toEqual([
      0,
      expect.stringContaining('merged/fuzz.json'),
    ]);
    expect(io.stdout.text).toContain(`${completions} runs, 0 violated`);
  });
});
