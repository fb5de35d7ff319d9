import { init } from 'echarts';

/** Pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Draws an echarts option without a browser. The same name, size and option always give the same text.
 * @param name begins every id of the picture: no two pictures of one page may have the same
 * @param option where it says nothing else, the picture stands still and its font is sans-serif
 * @returns an `<svg>` element whose words are escaped
 */
export function drawSvg(name: string, size: ChartSize, option: object): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'sans-serif' }, ...option });
    return withOwnIds(chart.renderToSVGString(), name);
  } finally {
    chart.dispose();
  }
}

/** The library counts its ids on from picture to picture. */
function withOwnIds(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  return svg.replace(/\bzr\d+-[\w-]+/g, (id) => {
    const own = names.get(id) ?? `${prefix}-${names.size}`;
    names.set(id, own);
    return own;
  });
}
