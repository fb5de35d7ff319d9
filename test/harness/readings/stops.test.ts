import { describe, expect, it } from 'vitest';
import { attemptsOf } from '../../../src/harness/readings/invocations.js';
import { stopOf } from '../../../src/harness/readings/stops.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SCENARIO } from '../made-by-hand.js';

function why(builder: EvidenceBuilder): string {
  const evidence = builder.build();
  const [attempt] = attemptsOf(evidence, 'job');
  const stop = attempt && stopOf(evidence, attempt);
  return stop?.kind === 'stopped' ? stop.why : (stop?.kind ?? 'none');
}

describe('stopOf', () => {
  it('takes the word of a process that says how it ends', () => {
    expect(why(new EvidenceBuilder().attempt({ from: 1, exits: { at: 5, signal: 'SIGSEGV' } }))).toBe(
      'own-will',
    );
    expect(why(new EvidenceBuilder().attempt({ from: 1 }))).toBe('alive');
  });

  it('calls it stopped when it was asked to, even if it then ends by itself', () => {
    const asked = new EvidenceBuilder().attempt({ from: 1, signalled: 4, exits: { at: 5, code: 255 } });
    expect(why(asked.settled(6, 'stalled'))).toBe('judgement');
  });

  it('takes a kill for the judgement of the subject, also when that exits in the same breath', () => {
    expect(why(new EvidenceBuilder().attempt({ from: 1, killed: 5 }).settled(9, 'stalled'))).toBe(
      'judgement',
    );
    expect(why(new EvidenceBuilder().attempt({ from: 1, killed: 5.03 }).settled(5, 'stalled'))).toBe(
      'judgement',
    );
  });

  it('takes the earlier one of two deeds at one instant for the cause', () => {
    const cancel = { kind: 'machine', action: 'cancel' } as const;
    const killed = { from: 1, killed: 5 };
    expect(why(new EvidenceBuilder().attempt(killed).harness(5, cancel))).toBe('judgement');
    expect(why(new EvidenceBuilder().harness(5, cancel).attempt(killed))).toBe('cancel');
    const doomed = { kind: 'doomed', job: 'job', pid: 100 } as const;
    const lives = { from: 1, pid: 100 };
    const unkillable = () => new EvidenceBuilder().attempt(lives);
    expect(why(unkillable().harness(5, doomed).harness(5, cancel))).toBe('judgement');
    expect(why(unkillable().harness(5, cancel).harness(5, doomed))).toBe('cancel');
  });

  it('knows every excuse', () => {
    const killedAt5 = (rest = SCENARIO) => new EvidenceBuilder(rest).attempt({ from: 1, killed: 5 });
    const deed = (action: 'cancel' | 'kill') => killedAt5().harness(4.9, { kind: 'machine', action });
    expect(why(deed('cancel').settled(9, 'cancelled'))).toBe('cancel');
    expect(why(deed('kill'))).toBe('subject-ended');
    expect(why(killedAt5().harness(4, { kind: 'subject-exited', code: 0 }))).toBe('subject-ended');
    expect(why(killedAt5().harness(5.01, { kind: 'subject-exited', signal: 'SIGSEGV' }))).toBe(
      'subject-ended',
    );
    expect(why(killedAt5().harness(5, { kind: 'gave-up', afterMs: 5000 }))).toBe('harness');
    const short = { ...SCENARIO, watch: { ...SCENARIO.watch, totalTimeoutMs: 4000 } };
    expect(why(new EvidenceBuilder({ watch: short.watch }).attempt({ from: 1, killed: 5 }))).toBe(
      'total-timeout',
    );
  });
});
