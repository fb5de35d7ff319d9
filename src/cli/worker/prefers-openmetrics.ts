const OPENMETRICS = 'application/openmetrics-text';

/** What a scraper may ask for is short; what follows is not looked at. */
const MAX_CHOICES = 32;

interface Choice {
  readonly type: string;
  readonly version: string | undefined;
  /** Relative weight from 0 to 1, RFC 9110 section 12.5.1. */
  readonly quality: number;
}

/**
 * Whether a client that sends this `Accept` would rather have OpenMetrics 1.0.0 than Prometheus text. It has to name
 * OpenMetrics for that: who takes anything gets the older format, which everything reads.
 */
export function prefersOpenMetrics(accept: string | undefined): boolean {
  const choices = (accept ?? '').split(',', MAX_CHOICES).map(readChoice);
  const open = choices.filter(({ type, version }) => type === OPENMETRICS && isServed(version));
  const plain = choices.filter(({ type }) => ['text/plain', 'text/*', '*/*'].includes(type));
  const best = (among: readonly Choice[]): number => Math.max(0, ...among.map(({ quality }) => quality));
  return best(open) > 0 && best(open) >= best(plain);
}

/** Version 0.0.1 is what its drafts were called, and the same text. */
function isServed(version: string | undefined): boolean {
  return version === undefined || version === '1.0.0' || version === '0.0.1';
}

function readChoice(text: string): Choice {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const value = (name: string): string | undefined =>
    parameters
      .find((parameter) => parameter.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .replace(/^"(.*)"$/, '$1');
  const quality = Number(value('q') ?? '1');
  return { type, version: value('version'), quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
