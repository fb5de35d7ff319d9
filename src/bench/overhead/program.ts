import { serveRequests } from '../processes/serve-requests.js';
import type { Contestant, ContestantName, RemuxTask } from './contestant.js';
import { BARE } from './contestants/bare.js';
import { PLAIN_SPAWN } from './contestants/plain-spawn.js';
import { stallproof } from './contestants/stallproof.js';
import { WITH_EXECA } from './contestants/with-execa.js';
import { withFluentFfmpeg } from './contestants/with-fluent-ffmpeg.js';

const LOAD: Readonly<Record<ContestantName, () => Promise<Contestant>>> = {
  bare: async () => BARE,
  spawn: async () => PLAIN_SPAWN,
  execa: async () => WITH_EXECA,
  'fluent-ffmpeg': withFluentFfmpeg,
  stallproof: async () => stallproof(),
};

const [name = ''] = process.argv.slice(2);
const contestant = LOAD[name as ContestantName]();
contestant.catch(() => {});

serveRequests(async (task: RemuxTask) => (await contestant).remux(task));
