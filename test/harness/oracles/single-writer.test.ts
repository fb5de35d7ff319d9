import { describe, expect, it } from 'vitest';
import { singleWriter } from '../../../src/harness/oracles/single-writer.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SHOWS_ALL, scriptedJob } from '../made-by-hand.js';

const jobs = [scriptedJob('a', { outputName: 'same' }), scriptedJob('b', { outputName: 'same' })];

describe('single-writer', () => {
  it('holds for a name of its own for each attempt', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, writesTo: '/out/job.mp4.tmp-1', exits: { at: 5, code: 1 } })
      .attempt({ from: 6, writesTo: '/out/job.mp4.tmp-2', exits: { at: 9, code: 0 } });
    expect(evidence.judge(singleWriter)).toBe('held');
  });

  it('is violated by one name for two attempts', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, writesTo: '/out/job.tmp', exits: { at: 5, code: 1 } })
      .attempt({ from: 6, strategy: 'fallback', writesTo: '/out/job.tmp', exits: { at: 9, code: 0 } });
    expect(evidence.judge(singleWriter)).toBe(
      'violated: ffmpeg (default) and ffmpeg (fallback) were given one temp file',
    );
  });

  it('is violated by two jobs that write one file at the same time', () => {
    const evidence = new EvidenceBuilder({ jobs })
      .attempt({ job: 'a', from: 1, writesTo: '/out/same.tmp', exits: { at: 9, code: 0 } })
      .attempt({ job: 'b', from: 2, writesTo: '/out/same.tmp', exits: { at: 9, code: 0 } });
    expect(evidence.judge(singleWriter)).toBe(
      'violated: ffmpeg (default) of job a and ffmpeg (default) of job b wrote one file at the same time',
    );
  });

  it('is violated by two jobs that work on one output at the same time, under whatever names', () => {
    const rivals = (from: number) =>
      new EvidenceBuilder({ jobs })
        .attempt({ job: 'a', from: 1, writesTo: '/out/same.tmp-1', exits: { at: 9, code: 0 } })
        .attempt({ job: 'b', from, writesTo: '/out/same.tmp-2', exits: { at: 19, code: 0 } });
    expect(rivals(9.1).judge(singleWriter)).toBe('held');
    expect(rivals(8).judge(singleWriter)).toBe(
      'violated: ffmpeg (default) of job a and ffmpeg (default) of job b worked on one output at the same time',
    );
  });

  it('is violated by a descendant that writes on beside the next attempt', () => {
    const wrote = (at: number) => ({ at, deed: { kind: 'output', bytes: 1000, complete: false } as const });
    const evidence = (lastWriteAt: number) =>
      new EvidenceBuilder()
        .attempt({
          from: 1,
          writesTo: '/out/job.tmp-1',
          exits: { at: 5, code: 1 },
          deeds: [wrote(2), wrote(lastWriteAt)],
        })
        .attempt({ from: 6, strategy: 'fallback', writesTo: '/out/job.tmp-2', exits: { at: 9, code: 0 } });
    expect(evidence(4).judge(singleWriter)).toBe('held');
    expect(evidence(7).judge(singleWriter)).toBe(
      'violated: ffmpeg (default) and ffmpeg (fallback) worked on one output at the same time',
    );
  });

  it('lets what a killed supervisor left die before it calls it a rival', () => {
    const restarted = (orphanGoneAt: number) =>
      new EvidenceBuilder({ jobs })
        .attempt({ job: 'a', from: 1, writesTo: '/out/same.tmp-1', killed: orphanGoneAt })
        .harness(5, { kind: 'machine', action: 'kill' })
        .attempt({ job: 'b', from: 5.1, writesTo: '/out/same.tmp-2', exits: { at: 19, code: 0 } });
    expect(restarted(5.9).judge(singleWriter)).toBe('held');
    const longBefore = new EvidenceBuilder({ jobs })
      .attempt({ job: 'a', from: 1, writesTo: '/out/same.tmp-1', killed: 3 })
      .attempt({ job: 'b', from: 5.1, writesTo: '/out/same.tmp-2', exits: { at: 19, code: 0 } })
      .harness(10, { kind: 'machine', action: 'kill' });
    expect(longBefore.judge(singleWriter)).toBe('held');
    expect(restarted(8).judge(singleWriter)).toMatch(/^violated: .* worked on one output at the same time$/);
  });

  it.each(['living', 'foreign-host', 'garbage'] as const)(
    'is violated beside the lock of an owner: %s',
    (owner) => {
      const locked = () => new EvidenceBuilder({ machine: [{ action: 'lock', owner }] });
      const writing = locked().attempt({ from: 1, writesTo: '/out/job.tmp-1', exits: { at: 5, code: 0 } });
      expect(locked().settled(1, 'busy').judge(singleWriter)).toBe('held');
      expect(writing.judge(singleWriter)).toBe(
        'violated: ffmpeg (default) was started although a lock of somebody else stood there',
      );
      const blind = writing.with({ shows: { ...SHOWS_ALL, lock: false } });
      expect(blind.judge(singleWriter)).toBe('not-applicable');
      const killed = locked().harness(0.5, { kind: 'machine', action: 'kill' });
      killed.attempt({ from: 1, writesTo: '/out/job.tmp-1', exits: { at: 5, code: 0 } });
      expect(killed.judge(singleWriter)).toMatch(owner === 'living' ? /^not-applicable/ : /^violated/);
    },
  );

  it('has nothing to judge with one writer', () => {
    const one = new EvidenceBuilder().attempt({
      from: 1,
      writesTo: '/out/job.tmp',
      exits: { at: 5, code: 0 },
    });
    expect(one.judge(singleWriter)).toBe('not-applicable');
  });
});
