import type { Disagreement, ScenarioResult } from './result.js';

/**
 * Compares what the engines saw of the same scenario and subject: verdicts that contradict each other, other
 * answers, other rungs. An oracle that only one engine can judge is no disagreement.
 */
export function disagreementsOf(results: readonly ScenarioResult[]): Disagreement[] {
  return results.flatMap((one, index) =>
    results
      .slice(index + 1)
      .filter(
        (other) =>
          other.scenario === one.scenario && other.subject === one.subject && other.engine !== one.engine,
      )
      .flatMap((other) => compare(one, other)),
  );
}

function compare(one: ScenarioResult, other: ScenarioResult): Disagreement[] {
  const { scenario, subject } = one;
  const say = (what: string, a: string, b: string): Disagreement => ({
    scenario,
    subject,
    sentence: `${what}: ${a} on ${one.engine}, ${b} on ${other.engine}`,
  });
  const verdicts = Object.entries(one.verdicts).flatMap(([oracle, verdict]) => {
    const [a, b] = [verdict.status, other.verdicts[oracle as keyof typeof other.verdicts]?.status];
    const contradict = (a === 'held' && b === 'violated') || (a === 'violated' && b === 'held');
    return contradict ? [say(oracle, a, b)] : [];
  });
  const jobs = one.jobs.flatMap((job) => {
    const twin = other.jobs.find(({ id }) => id === job.id);
    const [a, b] = [job, twin].map(
      (each) => `${each?.outcome ?? 'no answer'} after ${each?.attempts.join(', ') || 'no attempt'}`,
    );
    return a === undefined || b === undefined || a === b ? [] : [say(`job ${job.id}`, a, b)];
  });
  return [...verdicts, ...jobs];
}
