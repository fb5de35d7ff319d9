import type { Seek } from '../measure/seeks.js';

/** How a file is proved; another text when that changes, so that what was kept is asked again. */
export const PROOF = 'metadata, ten seeks, or the reason alone';

/** What a real browser made of a published file. */
export interface BrowserProof {
  /** Why the browser would not load it, or gave it up; undefined when it did neither. */
  readonly error?: string;
  readonly durationMs?: number;
  readonly width?: number;
  readonly height?: number;
  /** Ten seeks; a place was reached when the browser had a picture, or sound, of it. */
  readonly seeks: readonly Seek[];
}

/** A browser that loads files into a `<video>`. */
export interface ProvingBrowser {
  /** As it calls itself: `Chromium 140.0.1`. */
  readonly version: string;
  prove(file: string, hasVideo: boolean): Promise<BrowserProof>;
}
