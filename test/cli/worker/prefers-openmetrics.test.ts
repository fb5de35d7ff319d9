import { describe, expect, it } from 'vitest';
import { prefersOpenMetrics } from '../../../src/cli/worker/prefers-openmetrics.js';

/** What Prometheus 2.42 sends. */
const PROMETHEUS =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

describe('the choice of a format', () => {
  it.each([
    [PROMETHEUS, true],
    ['application/openmetrics-text', true],
    ['APPLICATION/OPENMETRICS-TEXT; Version="1.0.0" ; Q=1', true],
    ['application/openmetrics-text;q=0.5, text/plain;q=0.5', true],
    ['application/openmetrics-text;q=0.2, text/plain', false],
    ['application/openmetrics-text;q=0', false],
    ['application/openmetrics-text;q=2', false],
    ['application/openmetrics-text;version=9.0.0', false],
    ['application/openmetrics-text-like', false],
    ['*/*', false],
    ['', false],
    [undefined, false],
    [`${'text/html,'.repeat(10_000)}application/openmetrics-text`, false],
  ])('%.60s', (accept, open) => {
    expect(prefersOpenMetrics(accept)).toBe(open);
  });
});
