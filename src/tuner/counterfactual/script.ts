import { formatRecordedRun, type RecordedEntry } from '../../script/recorded-run.js';
import type { Step } from '../../script/step.js';
import { step } from '../../script/vocabulary.js';
import type { Beats, Work } from './beats.js';

/** What a fake has to do so that a run happens again. */
export function scriptOf({ beats, end }: Beats): Step[] {
  const entries: RecordedEntry[] = [];
  let nowMs = 0;
  const work = (all: readonly Work[]): void => {
    for (const { fromMs, toMs, kind, bytes } of all) {
      if (fromMs > nowMs) entries.push({ kind: 'wait', forMs: fromMs - nowMs });
      const forMs = toMs - Math.max(fromMs, nowMs);
      if (forMs <= 0) continue;
      // A fake that churns reads as much as it writes.
      entries.push(kind === 'io' ? { kind, forMs, bytes: Math.ceil(bytes / 2) } : { kind, forMs });
      nowMs = toMs;
    }
  };
  for (const beat of beats) {
    work(beat.work);
    const { outTimeUs, totalSizeBytes } = beat.maxima;
    entries.push({
      kind: 'block',
      afterMs: beat.atMs - nowMs,
      outTimeUs,
      totalSizeBytes,
      end: beat.end,
    });
    nowMs = beat.atMs;
  }
  work(end.work);
  if (end.atMs > nowMs) entries.push({ kind: 'wait', forMs: end.atMs - nowMs });
  const played = entries.length === 0 ? [] : [step('recorded', { run: formatRecordedRun(entries) })];
  // How it ended makes no difference to the watchdog; a fault of its own would send the ladder on.
  return [...played, end.kind === 'exit' ? step('exit', { code: 0 }) : step('hang')];
}
