import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STRATEGIES, type Strategy } from '../../src/ffmpeg/strategy.js';
import { FAILURE_KINDS } from '../../src/supervisor/outcome.js';
import { type FailedAttempt, nextRung } from '../../src/supervisor/retry.js';

type Failure = Omit<FailedAttempt, 'strategy'>;

/** Any rungs, in their order. */
const ladder = fc.subarray([...STRATEGIES], { minLength: 1 });

const failure: fc.Arbitrary<Failure> = fc.record({
  kind: fc.oneof(
    fc.constantFrom('crashed' as const, 'incomplete' as const),
    fc.constantFrom(...FAILURE_KINDS),
  ),
  finding: fc.option(
    fc.record({
      id: fc.string(),
      action: fc.constantFrom('ignore' as const, 'next-rung' as const, 'fail' as const, 'final' as const),
      line: fc.string(),
    }),
    { nil: undefined },
  ),
});

/** The rungs that are tried when the attempts fail one after the other in these ways. */
function climb(rungs: readonly Strategy[], failures: readonly Failure[]): Strategy[] {
  const tried: Strategy[] = [];
  let strategy = rungs[0];
  for (const each of failures) {
    if (strategy === undefined) break;
    tried.push(strategy);
    strategy = nextRung(rungs, { strategy, ...each });
  }
  return tried;
}

describe('for any ladder and any failures', () => {
  it('each rung is tried at most once, none is passed over, and all in their order', () => {
    fc.assert(
      fc.property(ladder, fc.array(failure, { minLength: 6, maxLength: 6 }), (rungs, failures) => {
        const tried = climb(rungs, failures);
        expect(tried).toEqual(rungs.slice(0, tried.length));
      }),
      { numRuns: 300 },
    );
  });

  it('the climb goes on exactly after a crash that another rung may mend, and an incomplete output', () => {
    fc.assert(
      fc.property(ladder, fc.array(failure, { minLength: 3, maxLength: 3 }), (rungs, failures) => {
        const mends = failures.map(
          ({ kind, finding }) =>
            kind === 'incomplete' || (kind === 'crashed' && (finding?.action ?? 'next-rung') === 'next-rung'),
        );
        const firstFinal = mends.indexOf(false);
        const most = firstFinal < 0 ? rungs.length : firstFinal + 1;
        expect(climb(rungs, failures)).toHaveLength(Math.min(rungs.length, most));
      }),
      { numRuns: 300 },
    );
  });
});
