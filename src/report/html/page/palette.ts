/** Colours of a picture, as a browser has resolved them. */
export type Palette = Readonly<Record<ColourName, string>>;

export const COLOUR_NAMES = [
  'text',
  'dim',
  'line',
  'card',
  'held',
  'violated',
  'inconclusive',
  'accent',
  'life',
  'grace',
  'pause',
] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];
