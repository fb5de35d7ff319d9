import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ReportNotWrittenError, reportFolder } from '../../src/cli/report-files.js';
import { mixed, plainNaming } from '../report/reports.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

describe('the folder of the report', () => {
  it('is made, gets the three files and keeps nothing else', () => {
    const target = reportFolder(folder.in('deep/reports'));
    target.write(mixed, plainNaming);
    target.write(mixed, plainNaming);
    expect(readdirSync(target.path).sort()).toEqual(['junit.xml', 'report.json', 'summary.md']);
    expect(JSON.parse(readFileSync(folder.in('deep/reports/report.json'), 'utf8'))).toMatchObject({
      ...mixed,
      results: mixed.results.map((result) => ({
        ...result,
        replay: expect.stringContaining(result.scenario),
      })),
    });
  });

  it('is refused before anything is played when it is a file', () => {
    writeFileSync(folder.in('file'), '');
    expect(() => reportFolder(folder.in('file'))).toThrow(/cannot be written/);
    expect(() => reportFolder(folder.in('file/below'))).toThrow(/cannot be written/);
  });

  it.runIf(process.platform === 'linux')('is refused at once where no folder can be made', () => {
    expect(() => reportFolder('/proc/reports/latest')).toThrow(/cannot be written/);
  });

  it('leaves no half-written file when a write fails, and says so', () => {
    const target = reportFolder(folder.in('blocked'));
    mkdirSync(folder.in('blocked/report.json'));
    expect(() => target.write(mixed, plainNaming)).toThrow(ReportNotWrittenError);
    expect(readdirSync(target.path)).toEqual(['report.json']);
  });

  it('is refused before anything is played when a folder has the name of a file', () => {
    mkdirSync(folder.in('taken/summary.md'), { recursive: true });
    expect(() => reportFolder(folder.in('taken'))).toThrow(
      /cannot be written to .*summary\.md: it is a folder/,
    );
  });
});
