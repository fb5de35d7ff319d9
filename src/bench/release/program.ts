import { serveRequests, tell } from '../processes/serve-requests.js';
import type { ReleaseSystem, StallJob, SystemName } from './job.js';
import { bareSystem } from './systems/bare.js';
import { execaTimeoutSystem } from './systems/execa-timeout.js';
import { pollingSystem } from './systems/polling.js';
import { stallproofSystem } from './systems/stallproof.js';
import { tellLate } from './tell-late.js';

const CREATE: Readonly<Record<SystemName, () => ReleaseSystem>> = {
  stallproof: stallproofSystem,
  bare: bareSystem,
  polling: pollingSystem,
  'execa timeout': execaTimeoutSystem,
};

const [name = ''] = process.argv.slice(2);
const system = CREATE[name as SystemName]();

serveRequests(
  (job: StallJob) => tellLate(tell, (late) => system.run(job, late)),
  () => system.abandon(),
);
