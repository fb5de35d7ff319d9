import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

async function fuzz(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runProgram(['fuzz', '--out', folder.in('found'), ...args], io);
  return { code, lines: io.stdout.lines, stderr: io.stderr.text };
}

const withoutSpeed = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.includes('per second'));

describe('fuzz', () => {
  it('prints first what everything follows from', async () => {
    const { code, lines } = await fuzz('--seed', '7', '--runs', '3', '--shard', '1/1');
    expect(lines[0]).toMatch(
      /^seed 7: runs 0 to 2, shard 1\/1, until 20 are violated, subject production, each run once, stallproof \S+, node v/,
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^3 runs, 0 violated, \d+ rare situations never reached$/),
    );
    expect(code).toBe(0);
  });

  it('tells of a single run what was drawn for it, and is the same each time', async () => {
    const once = await fuzz('--seed', '7', '--only', '2', '--check-determinism');
    expect(once.lines[0]).toContain('seed 7: run 2, subject production, each run twice');
    expect(once.lines[1]).toMatch(/^seed \d+, [12] slots?, grace .*, \d jobs? with \d+ steps?, .* calm from/);
    const again = await fuzz('--seed', '7', '--only', '2', '--check-determinism');
    expect(withoutSpeed(again.lines)).toEqual(withoutSpeed(once.lines));
  });

  it('ends a failure with the command that plays it again, and a scenario file that shows it', async () => {
    const { code, lines } = await fuzz(
      '--seed',
      '1',
      '--runs',
      '5',
      '--failures',
      '1',
      '--subject',
      'forgets-lock',
    );
    expect(code).toBe(1);
    const [file = ''] = readdirSync(folder.in('found'));
    const path = folder.in(`found/${file}`);
    expect(file).toMatch(/^no-litter-1-\d\.yaml$/);
    const replay = lines.find((line) => line.startsWith('  npx stallproof fuzz')) ?? '';
    expect(replay).toMatch(/^ {2}npx stallproof fuzz --seed 1 --only \d --subject forgets-lock$/);
    expect(lines).toContain(`  npx stallproof run ${path} --engine virtual,process --subject forgets-lock`);
    expect(readFileSync(path, 'utf8')).toContain(`# As it was found: ${replay.trim()}`);
    const alone = await fuzz(...replay.trim().split(' ').slice(3));
    expect(alone.code).toBe(1);
    const io = memoryIo();
    const args = [
      'run',
      path,
      '--engine',
      'virtual',
      '--subject',
      'forgets-lock',
      '--out',
      folder.in('reports'),
    ];
    expect(await runProgram(args, io)).toBe(1);
    expect(io.stdout.text).toContain('no-litter');
  });

  it('goes on where it was interrupted', async () => {
    const state = folder.in('state.json');
    expect((await fuzz('--seed', '7', '--runs', '2', '--resume', state)).code).toBe(0);
    const io = memoryIo();
    setTimeout(() => io.stopper.abort(), 300);
    const args = ['fuzz', '--seed', '7', '--runs', '100000', '--resume', state, '--out', folder.in('found')];
    expect(await runProgram(args, io)).toBe(130);
    const { tally } = JSON.parse(readFileSync(state, 'utf8'));
    expect(tally.played).toBeGreaterThanOrEqual(2);
    const runs = String(tally.next + 2);
    const rest = await fuzz('--runs', runs, '--resume', state);
    expect(rest.code).toBe(0);
    expect(rest.lines[0]).toContain(`seed 7: runs 0 to ${tally.next + 1}`);
    expect(rest.lines.join('\n')).toContain(`${runs} runs, 0 violated`);
    expect((await fuzz('--seed', '8', '--runs', '1', '--resume', state)).code).toBe(4);
  });

  it('does not forget how far a campaign has come', async () => {
    const file = folder.in('far.json');
    expect((await fuzz('--seed', '7', '--runs', '3', '--resume', file)).code).toBe(0);
    const kept = readFileSync(file, 'utf8');
    const { code, stderr } = await fuzz('--runs', '2', '--resume', file);
    expect(code).toBe(4);
    expect(stderr).toContain('further than 2 runs');
    expect(stderr).toContain('--runs 3');
    expect(readFileSync(file, 'utf8')).toBe(kept);
    expect((await fuzz('--runs', '3', '--resume', file)).code).toBe(0);
  });

  it('does not go on with what another version began', async () => {
    const file = folder.in('older.json');
    expect((await fuzz('--seed', '7', '--runs', '1', '--resume', file)).code).toBe(0);
    const older = JSON.parse(readFileSync(file, 'utf8'));
    older.campaign.version = '0.0.1';
    writeFileSync(file, JSON.stringify(older));
    const { code, stderr } = await fuzz('--runs', '2', '--resume', file);
    expect(code).toBe(4);
    expect(stderr).toContain('stallproof 0.0.1');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(older);
  });

  it('does not take a single run for what a campaign has come to', async () => {
    const file = folder.in('kept.json');
    expect((await fuzz('--seed', '7', '--runs', '2', '--resume', file)).code).toBe(0);
    const kept = readFileSync(file, 'utf8');
    const { code, stderr } = await fuzz('--seed', '8', '--only', '3', '--resume', file);
    expect(code).toBe(4);
    expect(stderr).toContain("'--only <index>' cannot be used with option '--resume <file>'");
    expect(readFileSync(file, 'utf8')).toBe(kept);
    expect((await fuzz('--seed', '7', '--only', '3', '--shard', '1/2')).code).toBe(4);
  });

  it('asks before it plays anything whether what it finds can be written', async () => {
    writeFileSync(folder.in('file'), '');
    // Node's own way to make folders with their parents never comes back from there.
    for (const out of [folder.in('file'), '/proc/none/found']) {
      const { code, lines, stderr } = await fuzz('--out', out, '--runs', '1', '--subject', 'forgets-lock');
      expect([code, lines]).toEqual([4, []]);
      expect(stderr).toContain('--out DIR');
    }
    const { code, lines, stderr } = await fuzz('--resume', folder.in('file/state.json'), '--runs', '1');
    expect([code, lines]).toEqual([4, []]);
    expect(stderr).toContain('--resume FILE');
  });

  it('takes no empty text for the seed 0', async () => {
    for (const seed of ['', ' ']) {
      const { code, lines, stderr } = await fuzz('--runs', '1', '--seed', seed);
      expect([code, lines]).toEqual([4, []]);
      expect(stderr).toContain('Write a whole number from 0 on.');
    }
  });

  it('refuses a state that is none', async () => {
    writeFileSync(folder.in('none.json'), '{}');
    const { code, stderr } = await fuzz('--resume', folder.in('none.json'));
    expect(code).toBe(4);
    expect(stderr).toContain('is no state of a campaign');
  });
});
