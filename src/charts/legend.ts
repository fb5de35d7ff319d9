/** Words are measured without the font that shows them: the gap leaves room for wider ones. */
const GAP = 30;

/** A legend above the plot. */
export const TOP_LEGEND = { top: 0, itemGap: GAP } as const;
