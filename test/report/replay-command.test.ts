import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { replayCommand } from '../../src/report/replay-command.js';

import { plainNaming } from './reports.js';

const run = { scenario: 'stall/plain', subject: 'production', engine: 'process' };

describe('the command that replays a scenario', () => {
  it('needs no more than the id against the default subject', () => {
    expect(replayCommand(run, plainNaming)).toBe('npx stallproof run stall/plain --keep');
  });

  it('names files and other subjects as the user did', () => {
    const naming = {
      scenario: (id: string) => `cases/${id}.yaml`,
      subject: (name: string) => `${name}.yaml`,
    };
    expect(replayCommand({ scenario: 'mine', subject: 'naive', engine: 'process' }, naming)).toBe(
      'npx stallproof run cases/mine.yaml --subject naive.yaml --keep',
    );
  });

  it('gives the seed of simulated time, and nowhere else', () => {
    const naming = { ...plainNaming, seed: 9 };
    expect(replayCommand(run, naming)).toBe('npx stallproof run stall/plain --keep');
    expect(replayCommand({ ...run, engine: 'virtual' }, naming)).toBe(
      'npx stallproof run stall/plain --engine virtual --seed 9',
    );
  });

  it('names a file that begins with a dash so that it is no option', () => {
    const naming = { ...plainNaming, scenario: () => '-odd.yaml' };
    expect(replayCommand(run, naming)).toBe('npx stallproof run ./-odd.yaml --keep');
  });

  it('can be pasted into a shell whatever the names hold', () => {
    const given = "it's $HOME; `id`\n*.yaml";
    const command = replayCommand(run, { scenario: () => 'a b.yaml', subject: () => given });
    const words = execFileSync('sh', ['-c', `for word in ${command}; do printf '%s\\0' "$word"; done`]);
    expect(words.toString().split('\0')).toEqual([
      ...['npx', 'stallproof', 'run', 'a b.yaml', '--subject', given, '--keep', ''],
    ]);
  });
});
