import type { FeedThrough } from '../../../scenario/real-play.js';
import type { FeedOptions } from './feeder.js';
import { FifoSource } from './fifo-source.js';
import { serveHttp, serveTcp } from './served-source.js';
import type { Source } from './source.js';

/** What is read where it stands. */
const FILE: Source = { url: '', onStarted: () => {}, look: () => {}, stop: () => {} };

export async function openSource(through: FeedThrough, feed: FeedOptions): Promise<Source> {
  switch (through) {
    case 'file':
      return FILE;
    case 'fifo':
      return new FifoSource(feed);
    case 'tcp':
      return serveTcp(feed);
    case 'http':
      return serveHttp(feed);
  }
}
