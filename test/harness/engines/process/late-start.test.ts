import { expect, it } from 'vitest';
import { lateStartMs } from '../../../../src/harness/engines/process/late-start.js';
import { EvidenceBuilder } from '../../evidence-builder.js';

/** A fake that says its first words so many ms after its spawn. */
function startedAfter(ms: number, builder = new EvidenceBuilder()): EvidenceBuilder {
  const { events } = builder.attempt({ from: 1, exits: { at: 9, code: 0 } }).build();
  return builder.with({
    events: events.map((entry) => (entry.from === 'fake' ? { ...entry, atMs: entry.atMs + ms } : entry)),
  });
}

it('takes the slowest start of a fake, beyond what a start costs, for the lateness of the machine', () => {
  expect(lateStartMs(startedAfter(60).build().events)).toBe(0);
  expect(lateStartMs(startedAfter(450).build().events)).toBe(350);
  const twice = [...startedAfter(450).build().events, ...startedAfter(20).build().events];
  expect(lateStartMs(twice)).toBe(350);
});

it('knows nothing of a fake whose spawn the kernel does not tell', () => {
  const untold = startedAfter(450)
    .build()
    .events.filter(({ from, event }) => from !== 'harness' || event.kind !== 'spawned');
  expect(lateStartMs(untold)).toBe(0);
});
