import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the run with `N passed, N failed` alone on the last line. A file that could not be loaded, a hook that
 * threw and an error outside of any test count as one failure each, and a run that fails never says 0 failed.
 */
export default class PassedFailedReporter implements Reporter {
  #passed = 0;
  #failed = 0;

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    this.#passed = tests.filter((test) => test.result().state === 'passed').length;
    const failedTests = tests.filter((test) => test.result().state === 'failed').length;
    const brokenSuites = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0).length;
    this.#failed = failedTests + brokenSuites + unhandledErrors.length;
    // The last words of the process, after whatever other reporters still have to say.
    process.once('exit', (code) => this.#conclude(code));
  }

  #conclude(exitCode: number): void {
    const failed = exitCode === 0 ? this.#failed : Math.max(1, this.#failed);
    writeSync(1, `\n${this.#passed} passed, ${failed} failed\n`);
  }
}
