import {
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  StackingConfigBuilder,
  StackingMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as GraphBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { type PanelPlan, ROWS } from './panels.js';

const SOURCE = { type: 'prometheus', uid: '$datasource' };

/** Grafana's grid is 24 wide. */
const NUMBER_SIZE = { wide: 4, high: 4 };
const GRAPH_SIZE = { wide: 8, high: 8 };

/** The whole dashboard, as Grafana imports it. */
export function dashboard(): Dashboard {
  const builder = new DashboardBuilder('stallproof')
    .uid('stallproof')
    .description('What the supervisors of ffmpeg do: jobs, stalls, slots, locks.')
    .tags(['ffmpeg', 'stallproof'])
    .refresh('30s')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'))
    .withVariable(narrowing('job', 'Job', 'label_values(xg2g_vod_remux_slots, job)'))
    .withVariable(
      narrowing('instance', 'Instance', 'label_values(xg2g_vod_remux_slots{job=~"$job"}, instance)'),
    );
  for (const { title, panels } of ROWS) {
    builder.withRow(new RowBuilder(title));
    for (const panel of panels) builder.withPanel(panel.kind === 'number' ? number(panel) : graph(panel));
  }
  return builder.build();
}

function narrowing(name: string, label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(SOURCE)
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: 'All', value: '$__all' })
    .allValue('.*');
}

function queries({ queries, kind }: PanelPlan): DataqueryBuilder[] {
  return queries.map(({ expr, legend }, index) => {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode('A'.charCodeAt(0) + index))
      .expr(expr)
      .legendFormat(legend);
    return kind === 'number' ? query.instant() : query.range();
  });
}

function number(plan: PanelPlan): StatBuilder {
  return new StatBuilder()
    .title(plan.title)
    .description(plan.description)
    .datasource(SOURCE)
    .unit(plan.unit)
    .span(NUMBER_SIZE.wide)
    .height(NUMBER_SIZE.high)
    .graphMode(BigValueGraphMode.None)
    .thresholds(thresholds(plan))
    .targets(queries(plan));
}

function graph(plan: PanelPlan): GraphBuilder {
  const builder = new GraphBuilder()
    .title(plan.title)
    .description(plan.description)
    .datasource(SOURCE)
    .unit(plan.unit)
    .min(0)
    .span(GRAPH_SIZE.wide)
    .height(GRAPH_SIZE.high)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .targets(queries(plan));
  if (plan.kind === 'lines') return builder;
  return builder
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(80)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
}

function thresholds({ dangerFrom }: PanelPlan): ThresholdsConfigBuilder {
  const danger = dangerFrom === undefined ? [] : [{ value: dangerFrom, color: 'red' }];
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: 'green' }, ...danger]);
}
