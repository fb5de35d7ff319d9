import { MACHINE } from '../../supervisor/config.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import {
  gaveUpAtMs,
  harnessEvents,
  killedAtMs,
  settlementsOf,
  submittedAtMs,
  totalTimeoutMs,
} from '../readings/moments.js';
import { sayMs } from '../readings/say.js';
import { withNoiseMs } from '../tolerance.js';
import { eachJob, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const settles: Oracle = {
  name: 'settles',
  claim:
    'ends every job exactly once, with an answer, within its total timeout plus a bounded reap, or sooner where the scenario leaves nothing to wait for',
  timing: true,
  judge: (evidence) => eachJob(evidence, ({ id }) => judge(evidence, id)),
};

function judge(evidence: Evidence, job: string): Verdict {
  const submitted = submittedAtMs(evidence, job);
  if (submitted === undefined) return NOT_APPLICABLE;
  const answers = settlementsOf(evidence, job);
  const [first, second] = answers;
  if (first === undefined) return judgeSilence(evidence, submitted);
  if (second !== undefined) {
    return violated(`answered ${answers.length} times: ${answers.map(({ outcome }) => outcome).join(', ')}`);
  }
  const tookMs = first.atMs - submitted;
  const boundMs = totalTimeoutMs(evidence, job) + withNoiseMs(evidence, MACHINE.reapBoundMs);
  if (tookMs <= boundMs) return HELD;
  return violated(`ended after ${sayMs(evidence, tookMs)}; its time was ${sayMs(evidence, boundMs)}`);
}

function judgeSilence(evidence: Evidence, submitted: number): Verdict {
  const gaveUp = gaveUpAtMs(evidence);
  if (gaveUp !== undefined) {
    return violated(`had not ended ${sayMs(evidence, gaveUp - submitted)} after it was submitted`);
  }
  const exit = harnessEvents(evidence, 'subject-exited').at(-1);
  if (exit === undefined || killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
  const how = exit.signal === undefined ? `with code ${exit.code}` : `by ${exit.signal}`;
  return violated(`was never answered: the subject ended ${how}`);
}
