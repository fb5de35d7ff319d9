import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { ROWS } from '../../ops/dashboards/panels.js';
import { createNodeHost } from '../../src/node/host.js';
import { step } from '../../src/script/vocabulary.js';
import { lockText } from '../../src/supervisor/lock-record.js';
import { falseKillSign } from '../../src/supervisor/metrics-suspect.js';
import type { StallReport } from '../../src/supervisor/outcome.js';
import { HAS_PROMETHEUS, PrometheusServer, until, type Vector } from './prometheus-server.js';
import { WatchedWorker } from './watched-worker.js';

const RULES = resolve(import.meta.dirname, '../../ops/prometheus/alerts.yaml');
const HAS_DIST = existsSync(resolve(import.meta.dirname, '../../dist/cli/main.js'));

/** Real processes in real time, on a machine that may be busy. */
const LIMIT_MS = 120_000;

/** Scrapes and rules come several times a second, if the machine lets them. */
const SCRAPED = { timeout: 30_000, interval: 200 };

const begin = step('progress', { blocks: 2, every: 250 });

const SCRIPTS = {
  hangs: [begin, step('hang')],
  spins: [begin, step('spin')],
  pauses: [begin, step('wait', { for: 1_500 }), step('complete')],
  full: [begin, step('disk-full')],
  recovers: [begin, step('complete')],
  cancelled: [begin, step('hang')],
};

type Id = keyof typeof SCRIPTS;

/** A dashboard's variables, as they are when nothing is narrowed. */
function filledIn(expression: string): string {
  return expression.replaceAll(/\$(job|instance)\b/g, '.*').replaceAll('$__rate_interval', '5m');
}

/** The greatest value that it has had since the start. */
function peakOf(expression: string): string {
  return `max_over_time((${expression})[10m:250ms])`;
}

const panels = ROWS.flatMap((row) => row.panels);

/** What each query of a panel says, by its legend. Prometheus extrapolates counts a little: whole numbers are meant. */
async function shownIn(
  prometheus: PrometheusServer,
  title: string,
  asked: (expression: string) => string = (expression) => expression,
): Promise<Record<string, Vector>> {
  const panel = panels.find((each) => each.title === title);
  const shown = (panel?.queries ?? []).map(async ({ expr, legend }): Promise<[string, Vector]> => {
    const vector = await prometheus.query(asked(filledIn(expr)));
    if (!expr.includes('increase(')) return [legend, vector];
    return [
      legend,
      Object.fromEntries(Object.entries(vector).map(([name, value]) => [name, Math.round(value)])),
    ];
  });
  return Object.fromEntries(await Promise.all(shown));
}

describe.skipIf(!HAS_PROMETHEUS || !HAS_DIST)(
  "a Prometheus that scrapes a worker (Debian's package prometheus; skipped where it is missing)",
  () => {
    let worker: WatchedWorker;
    let prometheus: PrometheusServer;
    const asked = new Set<string>();
    const shown = async (title: string) => {
      asked.add(title);
      const [only, ...others] = Object.values(await shownIn(prometheus, title));
      expect(others).toEqual([]);
      return only;
    };
    const stallOf = (id: Id): StallReport => {
      const outcome = worker.outcomes.get(id);
      const stall = outcome?.kind === 'stalled' ? outcome.cause.stall : undefined;
      if (stall === undefined) throw new Error(`${id} did not stall: ${JSON.stringify(outcome)}`);
      return stall;
    };
    const countedBy = (names: readonly (string | undefined)[]): Vector => {
      const counts: Record<string, number> = {};
      for (const name of names) if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
      return counts;
    };

    beforeAll(async () => {
      worker = new WatchedWorker(SCRIPTS);
      const address = await worker.address();
      prometheus = await PrometheusServer.start(worker.folder, address, RULES);
      plantLockOfTheDead(worker.output('recovers'));
      // A count starts from the zero that was scraped before.
      await until(async () => Object.keys(await prometheus.query('xg2g_vod_remux_slots')).length === 1);
      for (const id of Object.keys(SCRIPTS)) worker.submit(id);
    }, LIMIT_MS);

    afterAll(async () => {
      await prometheus?.stop();
      worker?.remove();
    });

    it('has counted each job as it ended', { timeout: LIMIT_MS }, async () => {
      await until(async () => worker.isRunning('cancelled'));
      worker.cancel('cancelled');
      await until(async () => worker.outcomes.size === Object.keys(SCRIPTS).length);
      const kinds = Object.fromEntries([...worker.outcomes].map(([id, { kind }]) => [id, kind]));
      expect(kinds).toEqual({
        hangs: 'stalled',
        spins: 'stalled',
        pauses: 'published',
        full: 'no-space',
        recovers: 'published',
        cancelled: 'cancelled',
      });
      // The last ones are there as soon as they were scraped.
      await vi.waitFor(
        async () =>
          expect(await shown('Settled jobs by outcome')).toEqual({
            stalled: 2,
            published: 2,
            'no-space': 1,
            cancelled: 1,
          }),
        SCRAPED,
      );
      expect(await shown('Settled jobs by strategy')).toEqual({ default: 6 });
      expect(await shown('Attempts that failed')).toEqual({
        'stalled default': 2,
        'no-space default': 1,
        'cancelled default': 1,
      });
      const byClass = Object.entries((await shown('Failed jobs by kind')) ?? {});
      expect(Object.fromEntries(byClass.map(([labels, count]) => [labels.split(' ').at(-1), count]))).toEqual(
        {
          stalled: 2,
          'no-space': 1,
          cancelled: 1,
        },
      );
    });

    it('has counted the stalls, their classes and what speaks for the killed', async () => {
      const stalls = [stallOf('hangs'), stallOf('spins')];
      const signs = stalls.map(falseKillSign);
      expect(await shown('Stalls in 24 h')).toEqual({ '': 2 });
      expect(await shown('Stalls by strategy')).toEqual({ default: 2 });
      expect(await shown('Stalls by class')).toEqual(countedBy(stalls.map((stall) => stall.class)));
      expect(await shown('False-kill suspects by sign')).toEqual(countedBy(signs));
      expect(await shown('False-kill suspects in 24 h')).toEqual({ '': signs.filter(Boolean).length });
    });

    it('has the times in its histograms', async () => {
      const waits = await shownIn(prometheus, 'Wait for a slot');
      expect(waits.median?.['']).toBeGreaterThan(0);
      expect(waits['95 %']?.['']).toBeGreaterThan(waits.median?.[''] ?? Infinity);
      const released = (await shown('From the kill to the free slot (99 %)')) ?? {};
      expect(Object.keys(released).sort()).toEqual(['cancelled', 'stalled']);
      for (const seconds of Object.values(released)) expect(seconds).toBeGreaterThan(0);
      const silences = await shownIn(prometheus, 'Silences that ended by themselves');
      expect(silences.median?.['']).toBeGreaterThan(0);
      expect(silences['99 %']?.['']).toBeGreaterThan(0);
      asked.add('Wait for a slot').add('Silences that ended by themselves');
    });

    it('remembers the queue and the silence at their longest', async () => {
      const peaks = await shownIn(prometheus, 'Slots and queue', peakOf);
      expect(peaks).toEqual({ 'in use': { '': 2 }, slots: { '': 2 }, 'jobs waiting': { '': 4 } });
      expect(await shownIn(prometheus, 'Slots in use', peakOf)).toEqual({ 'in use': { '': 2 } });
      expect(await shownIn(prometheus, 'Jobs waiting', peakOf)).toEqual({ waiting: { '': 4 } });
      const { silence } = await shownIn(prometheus, 'Longest silence', peakOf);
      // It was killed after 4 s, and is scraped several times in each.
      expect(silence?.['']).toBeGreaterThan(2);
      const { 'stall timeout': limit, ...silences } = await shownIn(
        prometheus,
        'Silence and its limit',
        peakOf,
      );
      expect(limit).toEqual({ '': 4 });
      expect(Object.values(silences)).toEqual([silence]);
      asked.add('Slots and queue').add('Silence and its limit');
    });

    it('sees that all is given back, and the lock of the dead recovered', async () => {
      expect(await shown('Slots in quarantine')).toEqual({ '': 0 });
      expect(await shown('Unkillable processes')).toEqual({ '': 0 });
      expect(await shown('Recovered locks')).toEqual({ '': 1 });
      expect(await shown('Slots in use')).toEqual({ '': 0 });
      expect(await shown('Jobs waiting')).toEqual({ '': 0 });
      expect(await shown('Longest silence')).toEqual({ '': 0 });
    });

    it('was asked the queries of every panel', () => {
      expect(panels.map(({ title }) => title).filter((title) => !asked.has(title))).toEqual([]);
    });

    it('alerts of what happened, and of nothing else', { timeout: LIMIT_MS }, async () => {
      const alerts = (
        parse(readFileSync(RULES, 'utf8')) as { groups: { rules: { alert: string }[] }[] }
      ).groups
        .flatMap(({ rules }) => rules)
        .map(({ alert }) => alert);
      const strong = [stallOf('hangs'), stallOf('spins')]
        .map(falseKillSign)
        .some((sign) => sign && sign !== 'cpu');
      const expected = [
        ...(strong ? ['StallproofFalseKillSuspected'] : []),
        'StallproofJobsFail',
        'StallproofLockRecovered',
        'StallproofNoSpace',
      ];
      const firing = async () =>
        (await prometheus.rules()).filter(({ state }) => state === 'firing').map(({ name }) => name);
      await vi.waitFor(async () => expect((await firing()).sort()).toEqual(expected), SCRAPED);
      const rules = await prometheus.rules();
      expect(rules.map(({ name }) => name)).toEqual(alerts);
      expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    });

    it('sees the worker end, which its server does not hold up', { timeout: LIMIT_MS }, async () => {
      expect(await worker.end()).toBe(1);
      const isDown = async () =>
        (await prometheus.rules()).find(({ name }) => name === 'StallproofDown')?.state === 'pending';
      await until(isDown);
    });
  },
);

/** As a supervisor leaves it that was killed at work. */
function plantLockOfTheDead(output: string): void {
  const alive = createNodeHost().processes.identity();
  const owner = { ...alive, startTime: `${alive.startTime}0` };
  const since = '2020-01-01T00:00:00.000Z';
  writeFileSync(`${output}.lock`, lockText({ v: 1, token: 'dead', owner, jobId: 'dead', since }));
}
