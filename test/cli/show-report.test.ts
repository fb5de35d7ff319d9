import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { jsonReport } from '../../src/report/json.js';
import { mixed, plainNaming } from '../report/reports.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

async function report(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runProgram(['report', ...args], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

function put(name: string, text: string): string {
  writeFileSync(folder.in(name), text);
  return folder.in(name);
}

describe('report FILE', () => {
  it('prints the table of a run once more; that it read it is all that its exit code says', async () => {
    const { code, stdout } = await report(put('report.json', jsonReport(mixed, plainNaming)));
    expect(stdout).toContain('stall/late');
    expect(stdout).toContain('killed 3 s late');
    expect(code).toBe(0);
  });

  it('says what is wrong with a file, and how to mend it', async () => {
    const none = await report(folder.in('none.json'));
    expect(none.stderr).toMatch(/the report cannot be read: .*none\.json/);
    const other = await report(put('other.json', '{"v":1}'));
    expect(other.stderr).toMatch(/other\.json holds no report: \w+: .+\n.*report\.json that run has written/);
    expect([none.code, other.code]).toEqual([4, 4]);
  });

  it('wants a page for what is about the page, and a place for it', async () => {
    const file = put('report.json', jsonReport(mixed, plainNaming));
    const without = await report(file, '--against', 'x.json');
    expect(without.stderr).toContain('Add --html FILE.');
    const nowhere = await report(file, '--html', '/proc/nowhere/page.html');
    expect(nowhere.stderr).toContain('cannot be written to /proc/nowhere');
    expect(nowhere.stderr).toContain('Choose another with --html FILE.');
    const itself = await report(file, '--html', file);
    expect(itself.stderr).toContain('which it is made of');
    expect([without.code, nowhere.code, itself.code]).toEqual([4, 4, 4]);
    expect(readFileSync(file, 'utf8')).toBe(jsonReport(mixed, plainNaming));
  });

  it('refuses a folder, as the report and as the page', async () => {
    const read = await report(folder.in('.'));
    expect(read.stderr).toContain('is a folder');
    const written = await report(
      put('report.json', jsonReport(mixed, plainNaming)),
      '--html',
      folder.in('.'),
    );
    expect(written.stderr).toContain('it is a folder');
    expect([read.code, written.code]).toEqual([4, 4]);
  });

  it.runIf(process.platform === 'linux')('gives up on a file without an end', async () => {
    const { code, stderr } = await report('/dev/zero');
    expect(stderr).toContain('/dev/zero is larger than any report');
    expect(code).toBe(4);
  });
});
