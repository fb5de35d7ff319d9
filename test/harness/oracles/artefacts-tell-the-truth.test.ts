import { describe, expect, it } from 'vitest';
import { artefactsTellTheTruth } from '../../../src/harness/oracles/artefacts-tell-the-truth.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SHOWS_ALL } from '../made-by-hand.js';

const stalled = () =>
  new EvidenceBuilder().attempt({ from: 1, advances: [5], killed: 95 }).settled(96, 'stalled');
const published = () =>
  new EvidenceBuilder().attempt({ from: 1, exits: { at: 9, code: 0 } }).settled(10, 'published');

describe('artefacts-tell-the-truth', () => {
  it('holds for an error log after a failure and metadata after a success', () => {
    const log = 'stalled: no progress for 90 s\nattempt default: stalled\n';
    expect(stalled().disk({ errorLog: log }).judge(artefactsTellTheTruth)).toBe('held');
    expect(published().disk({ meta: '{"v":1}' }).judge(artefactsTellTheTruth)).toBe('held');
  });

  it('is violated by what is missing, and by what should not be there', () => {
    expect(stalled().judge(artefactsTellTheTruth)).toBe(
      'violated: the job ended as stalled without an error log',
    );
    expect(published().judge(artefactsTellTheTruth)).toBe('violated: the job was published without metadata');
    expect(published().disk({ meta: '{}', errorLog: 'old' }).judge(artefactsTellTheTruth)).toBe(
      'violated: an error log stands beside a job that ended as published',
    );
    const both = stalled().disk({ errorLog: 'stalled: default', meta: '{}' });
    expect(both.judge(artefactsTellTheTruth)).toBe(
      'violated: metadata stand beside a job that ended as stalled',
    );
  });

  it('is violated by an error log that hides the stall, or an attempt', () => {
    const hidden = stalled().disk({ errorLog: 'exit code 1 (default)' });
    expect(hidden.judge(artefactsTellTheTruth)).toBe(
      'violated: the error log does not name the cause, stalled: it begins "exit code 1 (default)"',
    );
    const partly = stalled().disk({ errorLog: 'stalled: no progress for 90 s' });
    expect(partly.judge(artefactsTellTheTruth)).toBe(
      'violated: the error log does not tell of the attempt default',
    );
  });

  it('is violated by an error log that lacks the last words of ffmpeg', () => {
    const words = { kind: 'wrote', stream: 'stderr', bytes: 20, lastLine: 'moov atom not found' } as const;
    const failed = (code: number) =>
      new EvidenceBuilder()
        .attempt({ from: 1, deeds: [{ at: 2, deed: words }], exits: { at: 3, code } })
        .settled(4, 'crashed');
    const log = 'crashed: default exited with 1\n';
    expect(failed(1).disk({ errorLog: log }).judge(artefactsTellTheTruth)).toBe(
      'violated: the error log lacks the last words of ffmpeg: "moov atom not found"',
    );
    expect(
      failed(1)
        .disk({ errorLog: `${log}moov atom not found\n` })
        .judge(artefactsTellTheTruth),
    ).toBe('held');
    // Not its fault: words that may have come to it late, or mixed with those of a descendant.
    expect(failed(0).disk({ errorLog: log }).judge(artefactsTellTheTruth)).toBe('held');
    const slept = failed(1).harness(2, { kind: 'machine', action: 'pause' }).disk({ errorLog: log });
    expect(slept.judge(artefactsTellTheTruth)).toBe('held');
  });

  it('is violated by metadata that cannot be read', () => {
    expect(published().disk({ meta: '{"v":' }).judge(artefactsTellTheTruth)).toMatch(
      /^violated: .* cannot be read/,
    );
  });

  it('cannot be seen of a subject without artefacts', () => {
    const blind = published().with({ shows: { ...SHOWS_ALL, errorLog: false, meta: false } });
    expect(blind.judge(artefactsTellTheTruth)).toBe('unobservable: it keeps no error log');
  });

  it('is violated by what was written through a planted link', () => {
    const through = published()
      .disk({ meta: '{}' })
      .harness(11, { kind: 'bystander-changed', at: 'error-log' });
    expect(through.judge(artefactsTellTheTruth)).toBe(
      'violated: it wrote through a link that stood under the name of the error log',
    );
  });

  describe('of a job that is turned away after a crash', () => {
    const restarted = (log: { readonly appears: number; readonly text: string }) =>
      new EvidenceBuilder()
        .harness(log.appears, { kind: 'file-appeared', name: 'job.mp4.err.log' })
        .harness(50, { kind: 'machine', action: 'kill' })
        .harness(50, { kind: 'subject-exited', signal: 'SIGKILL' })
        .harness(50, { kind: 'subject-started', pid: 51 })
        .settled(52, 'busy')
        // What comes after the answer has no part in it.
        .harness(60, { kind: 'subject-started', pid: 52 })
        .disk({ errorLog: log.text })
        .judge(artefactsTellTheTruth);
    const beside = 'violated: an error log stands beside a job that ended as busy';

    it('lets the log of the dead supervisor stand', () => {
      expect(restarted({ appears: 50, text: 'timed out: no answer\noutcome:    timeout\n' })).toBe('held');
    });

    it('is violated by a log that came after the crash, or speaks of the turning away', () => {
      expect(restarted({ appears: 51, text: 'timed out: no answer\n' })).toBe(beside);
      expect(restarted({ appears: 49, text: 'not now\noutcome:    busy\n' })).toBe(beside);
      expect(restarted({ appears: 49, text: 'busy: the lock is held\n' })).toBe(beside);
    });

    it('is violated by a log where nobody died', () => {
      const alive = new EvidenceBuilder()
        .harness(1, { kind: 'file-appeared', name: 'job.mp4.err.log' })
        .settled(2, 'busy')
        .disk({ errorLog: 'timed out: no answer\n' });
      expect(alive.judge(artefactsTellTheTruth)).toBe(beside);
    });
  });

  it('asks for nothing in a folder that was taken away', () => {
    const gone = stalled().harness(20, { kind: 'machine', action: 'remove-folder' });
    expect(gone.judge(artefactsTellTheTruth)).toBe('not-applicable');
  });
});
