import junit from 'junit-report-builder';
import type { RunReport, ScenarioResult } from '../harness/result.js';
import { type Judged, judged } from './judged.js';
import { type Naming, replayCommand } from './replay-command.js';
import { scenarioName } from './scenario-name.js';

// Its types describe the ES module that bundlers load; Node loads the CommonJS one, which is the builder itself.
const factory = junit as unknown as typeof junit.default;

type Builder = ReturnType<typeof factory.newBuilder>;
type TestSuite = ReturnType<Builder['testSuite']>;

/** `junit.xml`: a suite for each scenario, in it a test for each oracle that had something to judge. */
export function junitReport(report: RunReport, naming: Naming): string {
  const builder = factory.newBuilder().name('stallproof');
  for (const result of report.results) {
    const suite = builder
      .testSuite()
      .name(xmlText(`${result.subject}: ${scenarioName(result)}`))
      .timestamp(report.startedAt)
      .time(result.elapsedMs / 1000)
      .property('title', xmlText(result.title))
      .property('engine', result.engine)
      .property('tries', String(result.tries));
    const className = classNameOf(result, report.engines.length > 1);
    for (const verdict of judged(result)) addTest({ suite, className }, result, verdict, naming);
  }
  for (const { scenario, reason } of report.skipped) {
    const suite = builder.testSuite().name(xmlText(scenario)).timestamp(report.startedAt);
    suite.testCase().className(xmlText(scenario)).name('played').skipped().standardOutput(blockText(reason));
  }
  return builder.build();
}

/** Readers take two tests of one class and name for one, so engines and releases of ffmpeg are told apart here. */
function classNameOf(result: ScenarioResult, severalEngines: boolean): string {
  const engine = severalEngines ? `${result.engine}.` : '';
  return `${result.subject}.${engine}${scenarioName(result)}`;
}

interface Class {
  readonly suite: TestSuite;
  readonly className: string;
}

function addTest({ suite, className }: Class, result: ScenarioResult, verdict: Judged, naming: Naming): void {
  const { oracle, status } = verdict;
  const test = suite.testCase().className(xmlText(className)).name(oracle);
  const file = naming.scenario(result.scenario);
  // One of the catalogue has no file in the user's repository.
  if (file !== result.scenario) test.file(xmlText(file));
  const sentence = xmlText(verdict.sentence);
  const details = blockText(`${verdict.sentence}\nagain: ${replayCommand(result, naming)}`);
  if (status === 'violated') test.failure(sentence, 'violated').stacktrace(details);
  if (status === 'inconclusive') test.error(sentence, 'inconclusive', details);
  if (status === 'unobservable') test.skipped().standardOutput(blockText(verdict.sentence));
}

/** XML 1.0 has no way to write most control characters, lone surrogates, or U+FFFE and U+FFFF. */
export function xmlText(text: string): string {
  return text.replace(
    /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** For a CDATA section, which `]]>` ends wherever it stands: the builder takes care of the first one only. */
function blockText(text: string): string {
  return xmlText(text).replaceAll(']]>', ']]\\u003e');
}
