import { describe, expect, it } from 'vitest';
import { settles } from '../../../src/harness/oracles/settles.js';
import { EvidenceBuilder } from '../evidence-builder.js';

describe('settles', () => {
  it('holds for one answer in time', () => {
    expect(new EvidenceBuilder().settled(100, 'stalled').judge(settles)).toBe('held');
  });

  it('is violated by two answers', () => {
    const twice = new EvidenceBuilder().settled(100, 'stalled').settled(101, 'published');
    expect(twice.judge(settles)).toBe('violated: answered 2 times: stalled, published');
  });

  it('is violated when the harness has to give up', () => {
    const hung = new EvidenceBuilder().harness(300, { kind: 'gave-up', afterMs: 300_000 });
    expect(hung.judge(settles)).toBe('violated: had not ended 5 min after it was submitted');
  });

  it('is violated by an end without an answer', () => {
    const crashed = new EvidenceBuilder().harness(3, { kind: 'subject-exited', signal: 'SIGSEGV' });
    expect(crashed.judge(settles)).toBe('violated: was never answered: the subject ended by SIGSEGV');
  });

  it('is violated by an answer after the total time', () => {
    const { watch } = new EvidenceBuilder().build().scenario;
    const late = new EvidenceBuilder({ watch: { ...watch, totalTimeoutMs: 60_000 } }).settled(70, 'timeout');
    expect(late.judge(settles)).toBe('violated: ended after 70 s; its time was 65 s');
  });

  it('does not ask a supervisor that the scenario killed', () => {
    const killed = new EvidenceBuilder()
      .harness(3, { kind: 'machine', action: 'kill' })
      .harness(3, { kind: 'subject-exited', signal: 'SIGKILL' });
    expect(killed.judge(settles)).toBe('not-applicable');
  });
});
