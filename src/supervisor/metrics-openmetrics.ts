import { type Metric, type OpenMetricsContentType, Registry } from 'prom-client';

/**
 * A registry's metrics as OpenMetrics text, in which a counter's family has a name without `_total`. The registry itself
 * stays as it is: prom-client would rename its counters for good.
 */
export function openMetrics(registry: Registry): Promise<string> {
  const renamed = new Registry<OpenMetricsContentType>();
  renamed.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray()) {
    renamed.registerMetric(Object.create(metric) as Metric);
  }
  return renamed.metrics();
}
