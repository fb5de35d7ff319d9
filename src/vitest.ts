/** `stallproof/vitest`: scenarios as tests of a suite of your own. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';
import { escapeControl } from './base/escape.js';
import { worstCaseMs } from './harness/engines/worst-case.js';
import { provesTooLittle, type ScenarioResult } from './harness/result.js';
import { runScenario, whyNotPlayable } from './harness/run-scenario.js';
import type { Subject } from './harness/subject.js';
import { loadSubject } from './harness/subject-manifest.js';
import { failureLines } from './report/failure-lines.js';
import { complaints, judged } from './report/judged.js';
import type { Naming } from './report/replay-command.js';
import { packagedCatalogue, selectScenarios } from './scenario/catalogue.js';
import { isMadeFor, type Scenario } from './scenario/scenario.js';

export type { Subject } from './harness/subject.js';

export interface DescribeOptions {
  /**
   * `process`: real processes, a fake ffmpeg. `virtual`: simulated time, for the supervisor of this package alone.
   * Default process.
   */
  readonly engine?: 'process' | 'virtual';
  /** Only scenarios that carry one of these. Default: all. */
  readonly tags?: readonly string[];
  /**
   * Milliseconds after which a test is given up. Default: what the scenario may take at the worst on a busy machine,
   * three times, since an inconclusive one is played up to three times.
   */
  readonly timeoutMs?: number;
}

const DEFAULT_SUBJECT = 'production';

/**
 * A test for each scenario, named `id: title`, in one `describe` named after the subject. A test fails with the sentences
 * of the oracles that were violated and the command that plays it again. A scenario that the engine or the subject cannot
 * show is skipped with the reason, and so is one that the machine was too noisy for; where those are more than 3 % of all,
 * the suite fails.
 * @param subject the name of one that comes with this package, the file of a manifest, or a subject made in code
 * @param scenarios files, folders, or ids of the catalogue, such as `tests/scenarios` or `stall`
 * @throws ScenarioError that lists everything wrong with a manifest or a scenario
 */
export function describeScenarios(
  subject: string | Subject,
  scenarios: string | readonly string[],
  options: DescribeOptions = {},
): void {
  const played = typeof subject === 'string' ? loadSubject(subject) : subject;
  const { engine = 'process', tags } = options;
  const names = typeof scenarios === 'string' ? [scenarios] : scenarios;
  const chosen = selectScenarios({ names, ...(tags !== undefined && { tags }) });
  const naming = namingOf(typeof subject === 'string' ? subject : undefined, chosen);
  describe(played.manifest.name, () => {
    const results: ScenarioResult[] = [];
    for (const scenario of chosen.filter((each) => isMadeFor(each, engine))) {
      it(`${scenario.id}: ${scenario.title}`, {
        timeout: options.timeoutMs ?? patienceMs(scenario),
      }, async (test) => {
        const why = whyNotPlayable(scenario, played, engine);
        if (why !== undefined) return test.skip(why);
        const result = await play(scenario, played, engine, test.signal);
        results.push(result);
        if (result.status === 'violated') throw new ScenarioFailed(result, naming);
        if (result.status !== 'held') return test.skip(unproven(result));
      });
    }
    afterAll(() => {
      if (results.length > 0 && provesTooLittle(results)) throw new ProvesTooLittle(results);
    });
  });
}

async function play(
  scenario: Scenario,
  subject: Subject,
  engine: 'process' | 'virtual',
  signal: AbortSignal,
): Promise<ScenarioResult> {
  const { result } = await runScenario(scenario, subject, engine, {
    fakesFolder: fileURLToPath(new URL('./fake-ffmpeg/bin', import.meta.url)),
    cli: fileURLToPath(new URL('./cli/main.js', import.meta.url)),
    signal,
  });
  return result;
}

/** A violated oracle, in the words of the report. */
class ScenarioFailed extends Error {
  override readonly name = 'ScenarioFailed';

  constructor(result: ScenarioResult, naming: Naming) {
    super([escapeControl(result.title), ...failureLines(result, naming)].join('\n'));
    // Where this was thrown tells nothing: what failed is in the sentences.
    this.stack = `${this.name}: ${this.message}`;
  }
}

class ProvesTooLittle extends Error {
  override readonly name = 'ProvesTooLittle';

  constructor(results: readonly ScenarioResult[]) {
    const shown = results.filter(({ status }) => status === 'held' || status === 'violated').length;
    super(
      `only ${shown} of ${results.length} scenarios could be judged: the machine is too noisy, or the subject shows too little`,
    );
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** Why a result is neither a success nor a failure. */
function unproven(result: ScenarioResult): string {
  const found = result.status === 'inconclusive' ? complaints(result) : judged(result);
  return found
    .map(({ oracle, status, sentence }) => `${oracle} ${status}: ${escapeControl(sentence)}`)
    .join('; ');
}

const MOST_TRIES = 3;
/** For starts, canaries and reaping on a machine that is late with everything. */
const MACHINE_MS = 30_000;

function patienceMs(scenario: Scenario): number {
  return MOST_TRIES * (2 * worstCaseMs(scenario, scenario.speed) + MACHINE_MS);
}

function namingOf(subject: string | undefined, scenarios: readonly Scenario[]): Naming {
  const files = new Map(scenarios.map(({ id, file }) => [id, file]));
  return {
    scenario: (id) => {
      const file = files.get(id);
      return file === undefined || file.startsWith(packagedCatalogue()) ? id : file;
    },
    subject: (name) => {
      const given = subject ?? name;
      return given === DEFAULT_SUBJECT ? undefined : given;
    },
  };
}
