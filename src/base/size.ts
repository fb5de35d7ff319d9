const UNITS_BYTES: Record<string, number> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/**
 * Reads a size such as `512B`, `4MiB` or `2.9GB` and returns whole bytes. Decimal and binary units are
 * different units; a number without one is refused.
 * @returns undefined when the text is not a size.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text.trim());
  const unitBytes = match?.[2] === undefined ? undefined : UNITS_BYTES[match[2]];
  return unitBytes === undefined ? undefined : Math.round(Number(match?.[1]) * unitBytes);
}

/** Writes bytes the way people read them: `0 B`, `512 B`, `4 MiB`, `2.7 GiB`. */
export function formatSize(sizeBytes: number): string {
  let value = sizeBytes;
  for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
    if (Math.abs(value) < 1024) return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${unit}`;
    value /= 1024;
  }
  return `${Number(value.toFixed(1))} TiB`;
}
