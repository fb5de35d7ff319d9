import { basename } from 'node:path';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { randomName } from '../base/random.js';
import type { Host } from '../host/host.js';
import { boundedFiles } from './bounded-files.js';
import type { SupervisorConfig } from './config.js';
import { eventStamper } from './event-stamp.js';
import type { JobDeed, JobEvent } from './events.js';
import type { RemuxJob } from './job.js';
import { LockKeeper } from './lock-keeper.js';
import { logEvent } from './log.js';
import { remuxMetrics } from './metrics.js';
import type { RemuxOutcome } from './outcome.js';
import { Quarantine } from './quarantine.js';
import { type JobServices, remuxJob } from './remux-job.js';
import { Slots } from './slots.js';
import { tempNames } from './temp-names.js';

export interface SupervisorOptions {
  readonly host: Host;
  readonly config: SupervisorConfig;
  /** Hears everything, in order. What it throws is its own affair and disturbs no job. */
  readonly onEvent?: (event: JobEvent) => void;
  /** Where the metrics are registered; a registry of its own when absent. */
  readonly registry?: Registry;
  /** Where the log goes; nowhere when absent. */
  readonly logger?: Logger;
}

export interface Supervisor {
  /** Runs one job to its outcome. Never rejects: whatever goes wrong is an outcome. */
  remux(job: RemuxJob, signal?: AbortSignal): Promise<RemuxOutcome>;
  readonly registry: Registry;
  /** Slots in use and jobs that wait for one. */
  load(): { readonly inUse: number; readonly waiting: number; readonly capacity: number };
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { host, config } = options;
  const files = boundedFiles(host.files, host.clock);
  const services: JobServices = {
    slots: new Slots(config.slots),
    locks: new LockKeeper(host, files),
    outputsInHand: new Set(),
  };
  const load = () => {
    const { inUse, waiting, capacity } = services.slots;
    return { inUse, waiting, capacity };
  };
  const metrics = remuxMetrics(options.registry, config.policy, {
    now: () => host.clock.now(),
    load,
    stallTimeoutMs: config.watch.stallTimeoutMs,
  });
  const stamped = eventStamper(host.clock);
  const publishEvent = (event: JobEvent): void => {
    metrics.observe(event);
    try {
      options.onEvent?.(event);
      if (options.logger !== undefined) logEvent(options.logger, event);
    } catch {
      // A listener that throws in the middle of a kill must not keep the slot from being freed.
    }
  };
  return {
    get registry() {
      return metrics.registry;
    },
    load,
    remux: (job, signal) => {
      const jobId = job.id ?? randomName(host.random, 8);
      const recordingId = job.recordingId ?? basename(job.output);
      const emit = (deed: JobDeed): void => publishEvent(stamped(deed, jobId, recordingId));
      const names = tempNames(job.output, host.random);
      const { input, furtherParts = [], output } = job;
      const paths = { input, furtherParts, output, names };
      const context = { host, files, config, jobId, recordingId, ...paths, signal, emit };
      return remuxJob(services, { ...context, quarantine: new Quarantine() }, job.serviceRef);
    },
  };
}
