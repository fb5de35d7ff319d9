import type { Published } from './outcome.js';

/** The text of `OUT.meta.json`: what was published, and how it came to be. */
export function metadataText(outcome: Published, publishedAt: Date): string {
  const {
    recordingId,
    serviceRef,
    input,
    furtherParts,
    output,
    strategy,
    outputBytes,
    durationMs,
    durationChecked,
    attempts,
  } = outcome;
  const metadata = {
    v: 1,
    recordingId,
    ...(serviceRef !== undefined && { serviceRef }),
    input,
    ...(furtherParts !== undefined && { furtherParts }),
    output,
    strategy,
    outputBytes,
    durationMs: durationMs ?? null,
    durationChecked,
    publishedAt: publishedAt.toISOString(),
    attempts,
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}
