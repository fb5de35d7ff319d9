import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { reportError } from '../../src/cli/report-error.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { ToolNotFoundError } from '../../src/node/find-tools.js';
import { ScenarioError } from '../../src/scenario/scenario-error.js';
import { memoryIo } from './memory-io.js';

describe('an error', () => {
  it('of the user says what is wrong and how to mend it', () => {
    const io = memoryIo();
    expect(reportError(new UsageError('there is no recording', 'Check the path.'), io)).toBe(4);
    expect(io.stderr.text).toBe('stallproof: there is no recording\n  Check the path.\n');
  });

  it.each([
    new ToolNotFoundError('ffmpeg', 'no ffmpeg found'),
    new ScenarioError([{ file: 'a.yaml', line: 3, column: 7, path: 'x', found: undefined, message: 'bad' }]),
  ])('of another floor that the user can mend is one too: %s', (error) => {
    const io = memoryIo();
    expect(reportError(error, io)).toBe(4);
    expect(io.stderr.text).toContain(error.message);
    expect(io.stderr.text).not.toContain('bug');
  });

  it('of ours is called a bug, without its stack unless asked', () => {
    const quiet = memoryIo();
    expect(reportError(new Error('oops'), quiet)).toBe(70);
    expect(quiet.stderr.text).toContain('internal error: oops');
    expect(quiet.stderr.text).not.toContain('report-error.test');
    const asked = memoryIo({ STALLPROOF_DEBUG: '1' });
    reportError(new Error('oops'), asked);
    expect(asked.stderr.text).toContain('report-error.test');
  });

  it('cannot write to the terminal what is not text', () => {
    const io = memoryIo();
    reportError(new UsageError('no \u001b[2J file'), io);
    expect(io.stderr.text).toBe('stallproof: no \\x1b[2J file\n');
  });

  it('that commander has printed is not printed twice', () => {
    const io = memoryIo();
    expect(reportError(new CommanderError(1, 'commander.unknownOption', 'x'), io)).toBe(4);
    expect(reportError(new CommanderError(0, 'commander.helpDisplayed', 'x'), io)).toBe(0);
    expect(io.stderr.text).toBe('');
  });
});
