import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dashboard } from '../ops/dashboards/dashboard.js';
import { ROWS } from '../ops/dashboards/panels.js';
import { remuxMetrics } from '../src/supervisor/metrics.js';
import { CATALOGUE } from '../src/supervisor/metrics-catalogue.js';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

const alerts = (parse(read('ops/prometheus/alerts.yaml')) as Rules).groups.flatMap(({ rules }) => rules);
const panels = ROWS.flatMap((row) => row.panels);

/** Names of metrics, a histogram's by its family. */
function metricsIn(expression: string): string[] {
  const names = expression.match(/xg2g_\w+/g) ?? [];
  return names.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
}

const known = CATALOGUE.map(({ name }) => name);

describe('the dashboard', () => {
  it('is the one that its code builds; node ops/build.mjs writes it', () => {
    const committed = JSON.parse(read('ops/dashboards/stallproof.json'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(dashboard())));
  });

  it('shows every metric, and no other', () => {
    const shown = panels.flatMap(({ queries }) => queries.flatMap(({ expr }) => metricsIn(expr)));
    expect([...new Set(shown)].sort()).toEqual([...known].sort());
  });

  it('says of each panel what to read out of it, under a title of its own', () => {
    for (const { description } of panels) expect(description).toMatch(/^[A-Z].{20,}\.$/);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  it('narrows every query to the chosen jobs and instances', () => {
    for (const { expr } of panels.flatMap(({ queries }) => queries)) {
      const selectors = expr.match(/xg2g_\w+\{[^}]*\}/g) ?? [];
      expect(selectors.length).toBe(metricsIn(expr).length);
      for (const selector of selectors) expect(selector).toContain('{job=~"$job",instance=~"$instance"');
    }
  });
});

describe('the alerts', () => {
  it('know the metrics that they ask for', () => {
    for (const { expr } of alerts) for (const name of metricsIn(expr)) expect(known).toContain(name);
  });

  it('are all in the guide, which says what to do', () => {
    const guide = read('docs/operations.md');
    const told = guide.split('\n').flatMap((line) => /^\| `(Stallproof\w+)` \|/.exec(line)?.[1] ?? []);
    expect(told).toEqual(alerts.map(({ alert }) => alert));
  });

  it('are each shown to fire, and to stay silent', () => {
    const { tests } = parse(read('ops/prometheus/alerts.test.yaml')) as {
      tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
    };
    const cases = tests.flatMap((test) => test.alert_rule_test);
    for (const { alert } of alerts) {
      const counts = cases
        .filter(({ alertname }) => alertname === alert)
        .map(({ exp_alerts }) => exp_alerts.length);
      expect([alert, counts.some((count) => count > 0), counts.includes(0)]).toEqual([alert, true, true]);
    }
  });
});

const HAS_PROMTOOL = spawnSync('promtool', ['--version']).status === 0;

describe.skipIf(!HAS_PROMTOOL)(
  "promtool (of Debian's package prometheus; skipped where it is missing)",
  () => {
    const promtool = (args: readonly string[], input?: string) => {
      const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: root, encoding: 'utf8', input });
      return { status, said: `${stdout}${stderr}` };
    };

    it('accepts the rules', () => {
      expect(promtool(['check', 'rules', 'ops/prometheus/alerts.yaml'])).toMatchObject({ status: 0 });
    });

    it('finds that they fire when they should', () => {
      const { status, said } = promtool(['test', 'rules', 'ops/prometheus/alerts.test.yaml']);
      expect(said).not.toContain('FAILED');
      expect(status).toBe(0);
    });

    it('has nothing to say against names, units and help of the metrics', async () => {
      const text = await remuxMetrics().registry.metrics();
      expect(promtool(['check', 'metrics'], text)).toEqual({ status: 0, said: '' });
      expect(
        promtool(['check', 'metrics'], `${text}# TYPE bad_seconds counter\nbad_seconds 1\n`).status,
      ).not.toBe(0);
    });
  },
);
