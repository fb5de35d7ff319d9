import type { Scenario, ScenarioJob } from '../../../scenario/scenario.js';
import { dynamicTimeoutMs, finaliseBoundMs } from '../../../supervisor/config.js';

/** What real encoding and real probing cost beyond what the scenario plays, on a busy machine. Machine durations. */
const JOB_MARGIN_MS = 10_000;
const ATTEMPT_MARGIN_MS = 15_000;

const DURATIONS = ['over', 'every', 'for'] as const;

/** Real time after which every correct supervisor has ended all jobs: the feed, and the longest patience after it. */
export function worstRealCaseMs(scenario: Scenario, speed: number): number {
  const lives = 1 + scenario.machine.filter((deed) => deed.action === 'kill-supervisor').length;
  const jobsMs = scenario.jobs.map((job) => {
    const attempts = job.expect.attempts?.length ?? 3;
    const nominalMs = job.submitAfterMs + jobNominalMs(scenario, job, attempts);
    return nominalMs / speed + JOB_MARGIN_MS + attempts * (ATTEMPT_MARGIN_MS + storageMs(job));
  });
  return lives * jobsMs.reduce((sum, ms) => sum + ms, 0);
}

function jobNominalMs({ watch }: Scenario, { real, recording }: ScenarioJob, attempts: number): number {
  const feedMs = (real?.feed ?? []).reduce((sum, { config }) => {
    const spans = DURATIONS.map((name) => Number(config[name] ?? 0));
    return sum + Math.max(...spans) * Number(config.pieces ?? 1);
  }, 0);
  const patienceMs =
    Math.max(watch.startupGraceMs, watch.stallTimeoutMs) +
    2 * watch.tickMs +
    finaliseBoundMs(watch.finaliseMs, recording.sizeBytes);
  const totalMs = watch.totalTimeoutMs ?? dynamicTimeoutMs(recording.sizeBytes);
  return Math.min(totalMs, attempts * (feedMs + patienceMs)) + 2 * watch.probeTimeoutMs;
}

/** Read, write, and both again in the second pass. */
function storageMs({ real, recording }: ScenarioJob): number {
  return real?.storageBytes === undefined ? 0 : (4 * recording.sizeBytes * 1000) / real.storageBytes;
}
