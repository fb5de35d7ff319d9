import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tellJobSummary, wholeLines } from '../../src/cli/job-summary.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

describe('the summary of a job', () => {
  it('is added to what other steps have written', () => {
    const file = folder.in('summary.md');
    writeFileSync(file, 'before\n');
    tellJobSummary('# held\n', memoryIo({ GITHUB_STEP_SUMMARY: file }));
    expect(readFileSync(file, 'utf8')).toBe('before\n# held\n\n');
  });

  it('is nothing where there is no such page, and no failure where it cannot be written', () => {
    const none = memoryIo();
    tellJobSummary('# held\n', none);
    expect(none.stderr.text).toBe('');
    const broken = memoryIo({ GITHUB_STEP_SUMMARY: folder.in('no/such/folder.md') });
    tellJobSummary('# held\n', broken);
    expect(broken.stderr.text).toMatch(/^stallproof: the job has no summary: ENOENT/);
  });

  it('is cut at the end of a line, never inside a character', () => {
    const line = `${'ä'.repeat(20)}\n`;
    const cut = wholeLines(line.repeat(100), 1_000);
    expect(Buffer.byteLength(cut)).toBeLessThan(1_000);
    expect(cut.startsWith(line.repeat(10))).toBe(true);
    expect(cut.replaceAll(line, '')).toMatch(/^\n… cut here: /);
    expect(wholeLines(line, 1_000)).toBe(line);
  });
});
