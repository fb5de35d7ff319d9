import type { RatioComparison } from './gate/judge-ratios.js';
import type { Figure, Target, Unit } from './result.js';
import type { Interval } from './statistics/interval.js';

const DIGITS = 3;

/** Numbers from here on, and below its inverse, are written with a power of ten. */
const LARGE = 1e7;

/** Three digits that count, without the unit: `0.0123`, `4.57`, `812`, `12300`. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= LARGE || size < 1 / LARGE) return value.toExponential(DIGITS - 1);
  return String(size >= 100 ? Math.round(value) : Number(value.toPrecision(DIGITS)));
}

export function withUnit(text: string, unit: Unit): string {
  if (unit === '' || text === '–') return text;
  return unit === '×' ? `${text}×` : `${text} ${unit}`;
}

export function valueText({ interval, unit }: Figure): string {
  return withUnit(numberText(interval.estimate), unit);
}

/** `4.1 – 5.3`; a side that is not bounded is left open, and without both there is nothing to say. */
export function intervalText({ low, high }: Pick<Interval, 'low' | 'high'>): string {
  const [from, to] = [Number.isFinite(low), Number.isFinite(high)];
  if (!from && !to) return 'too few';
  if (low === high) return numberText(low);
  if (!from) return `≤ ${numberText(high)}`;
  return to ? `${numberText(low)} to ${numberText(high)}` : `≥ ${numberText(low)}`;
}

export function boundText({ bound, unit }: Target): string {
  return 'atMost' in bound
    ? `at most ${withUnit(numberText(bound.atMost), unit)}`
    : `at least ${withUnit(numberText(bound.atLeast), unit)}`;
}

/** `+3.1 %`, `-0.4 %`. */
export function changeText(factor: number): string {
  if (!Number.isFinite(factor)) return '–';
  const percent = (factor - 1) * 100;
  return `${percent < 0 ? '' : '+'}${percent.toFixed(1)} %`;
}

export function changeIntervalText({ change }: RatioComparison): string {
  if (!Number.isFinite(change.high) || change.low === 0) return 'too few';
  return `${changeText(change.low)} to ${changeText(change.high)}`;
}
