import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/gates/browser/find-browser.js';
import type { RunReport } from '../../src/harness/result.js';
import { type CatalogueOptions, runCatalogue } from '../../src/harness/run-catalogue.js';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import { htmlReport } from '../../src/report/html/html-report.js';
import { compareWithBaseline } from '../../src/report/verdict-baseline.js';
import { selectScenarios } from '../../src/scenario/catalogue.js';
import { readScenario } from '../../src/scenario/load.js';
import { plainNaming } from '../report/reports.js';

const executable = findBrowser(process.env);
const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-html-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Wrong on purpose, so that it is on the first screen, and as rude as a recording can be. */
const HOSTILE = `title: 'Rude <img src=x onerror="window.owned=1"> </script><script>window.owned=1</script>'
why: w
from: [test]
catches: [as-expected]
ffmpeg:
  default:
    - stderr: '</script><script>window.owned=1</script>'
    - progress: { blocks: 12 }
    - stderr: '<img src="https://example.org/x" onerror="window.owned=1">'
    - hang
expect: { outcome: published }
`;
const VIRTUAL: CatalogueOptions = { fakesFolder: '', cli: '', engines: ['virtual'] };

async function played(): Promise<RunReport> {
  const names = [
    'stall/after-progress',
    'streams/control-characters',
    'lock/garbage',
    'jobs/slot-after-stall',
  ];
  return runCatalogue(
    [...selectScenarios({ names }), readScenario(HOSTILE, { id: 'hostile', file: 'hostile.yaml' })],
    [loadSubject('production')],
    VIRTUAL,
  );
}

async function pageScript(): Promise<string> {
  const entryPoints = [path.resolve(import.meta.dirname, '../../src/report/html/page/main.ts')];
  const { outputFiles } = await build({
    ...{ entryPoints, bundle: true, write: false, format: 'iife', target: 'es2022' },
    ...{ minify: true, legalComments: 'none' },
  });
  return outputFiles[0]?.text ?? '';
}

describe.skipIf(executable === undefined)(
  'the page in a real browser (Chromium on PATH, or skipped)',
  { timeout: 120_000 },
  () => {
    let browser: Browser;
    let report: RunReport;
    let script: string;
    let file: string;

    beforeAll(async () => {
      [report, script] = await Promise.all([played(), pageScript()]);
      file = path.join(folder, 'page.html');
      const known = { production: { virtual: { 'stall/after-progress': ['settles'], 'lock/garbage': [] } } };
      const comparison = compareWithBaseline(report, { v: 1, subjects: known }, []);
      writeFileSync(file, htmlReport({ report, naming: plainNaming, comparison, script }));
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      browser = await chromium.launch({ executablePath: executable ?? '', args });
    }, 120_000);
    afterAll(async () => browser?.close());

    /** A page with what it asked the network for, and what went wrong in it. */
    async function opened(of = file, hash = '', options: Parameters<Browser['newPage']>[0] = {}) {
      const page = await browser.newPage(options);
      const requests: string[] = [];
      const errors: string[] = [];
      page.on('request', (request) => void requests.push(request.url()));
      page.on('pageerror', (error) => void errors.push(String(error)));
      page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
      const url = pathToFileURL(of).href;
      await page.goto(url + hash);
      return { page, requests: requests.filter((each) => !each.startsWith(url)), errors };
    }

    it('opens a deep link with a timeline and an account, and asks nobody for anything', async () => {
      const { page, requests, errors } = await opened(file, '#stall/after-progress');
      const row = page.locator('.row[data-id="stall/after-progress"]');
      await row.locator('svg').waitFor();
      const labels = await row.locator('svg text').allTextContents();
      expect(labels).toEqual(expect.arrayContaining(['ffmpeg (default)', 'slot', 'lock', 'silent 90 s']));
      expect(labels).toContain('deadline and kill, 96 s');
      expect(await row.locator('.log').innerText()).toMatch(/killed: taken for stalled[\s\S]*slot released/);
      expect(await row.locator('button').first().getAttribute('aria-expanded')).toBe('true');
      expect(requests).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    });

    it('shows what a rude recording printed as text, and runs none of it', async () => {
      const { page, requests, errors } = await opened(file, '#hostile');
      const row = page.locator('.row[data-id="hostile"]');
      await row.locator('svg').waitFor();
      expect(await row.locator('.log').innerText()).toContain('</script><script>window.owned=1</script>');
      expect(await page.locator('.card .title').innerText()).toContain(
        '<img src=x onerror="window.owned=1">',
      );
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.evaluate('window.owned')).toBeUndefined();
      // Whatever had got in would still not be run.
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('script'), { text: 'window.owned = 2' }))`,
      );
      expect(await page.evaluate('window.owned')).toBeUndefined();
      expect(errors.filter((error) => !error.includes('Content Security Policy'))).toEqual([]);
      expect(errors).toHaveLength(1);
      expect(requests).toEqual([]);
      await page.locator('.row[data-id="streams/control-characters"] button').click();
      const log = page.locator('.row[data-id="streams/control-characters"] .log');
      expect(await log.innerText()).toContain(String.raw`\x1b[2J\x1b]0;owned\x07`);
      await page.close();
    });

    it('searches, chooses and walks by keys alone', async () => {
      const { page } = await opened();
      const shown = (): Promise<number> => page.locator('.row:not([hidden])').count();
      expect(await shown()).toBe(5);
      await page.keyboard.press('/');
      await page.keyboard.type('MOOV atom');
      expect(await page.locator('.row:not([hidden]) .id').allTextContents()).toEqual([
        'streams/control-characters',
      ]);
      await page.keyboard.press('Escape');
      expect(await shown()).toBe(5);
      await page.keyboard.press('x');
      await page.keyboard.press('Enter');
      expect(new URL(page.url()).hash).toBe('#hostile');
      await page.getByRole('button', { name: /^changed/ }).click();
      expect(await shown()).toBe(4);
      await page.keyboard.press('?');
      expect(await page.getByRole('dialog').isVisible()).toBe(true);
      await page.close();
    });

    it('is light or dark as the system is, until the reader chooses', async () => {
      const { page } = await opened(file, '', { colorScheme: 'dark' });
      const background = (): Promise<unknown> =>
        page.evaluate('getComputedStyle(document.body).backgroundColor');
      const curve = (): Promise<string | null> =>
        page.locator('.card svg path[fill="none"]').first().getAttribute('stroke');
      await page.locator('.card svg').first().waitFor();
      const [dark, darkCurve] = [await background(), await curve()];
      await page.keyboard.press('t');
      expect(await background()).not.toBe(dark);
      expect(await curve()).not.toBe(darkCurve);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.keyboard.press('t');
      expect(await background()).toBe(dark);
      await page.close();
    });

    it('fits a phone without scrolling sideways', async () => {
      const { page } = await opened(file, '#jobs/slot-after-stall', {
        viewport: { width: 360, height: 740 },
      });
      await page.locator('.row[data-id="jobs/slot-after-stall"] svg').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.close();
    });

    it('tells the most important without any script', async () => {
      const { page } = await opened(file, '', { javaScriptEnabled: false });
      const text = await page.locator('main').innerText();
      expect(text).toContain('Oracles were violated');
      expect(text).toContain('newly held: production: stall/after-progress on virtual (settles)');
      expect(text).toContain('npx stallproof run hostile --engine virtual');
      await page.close();
    });

    it('takes a thousand scenarios in less than ten megabytes, and opens them at once', async () => {
      const [stalled] = report.results;
      if (stalled === undefined) throw new Error('nothing was played');
      const results = Array.from({ length: 1000 }, (_, index) => ({
        ...(report.results[index % report.results.length] ?? stalled),
        scenario: `many/number-${index}`,
      }));
      const large = path.join(folder, 'large.html');
      writeFileSync(large, htmlReport({ report: { ...report, results }, naming: plainNaming, script }));
      expect(statSync(large).size).toBeLessThan(10 * 1024 * 1024);
      const { page, errors } = await opened(large);
      expect(await page.locator('.row').count()).toBe(1000);
      const readyMs = await page.evaluate(
        'performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd',
      );
      // Under two seconds where nobody else works; this machine has other things to do.
      expect(readyMs).toBeLessThan(10_000);
      expect(errors).toEqual([]);
      await page.close();
    });
  },
);

const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const isBuilt = existsSync(path.resolve(import.meta.dirname, '../../dist/report/html/page.js'));

describe.skipIf(!isBuilt)('the commands (of the built package, or skipped)', () => {
  const stallproof = (...args: string[]): string =>
    execFileSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  it('write the same page during a run and after it', () => {
    stallproof('run', 'lock/garbage', '--engine', 'virtual', '--out', 'out', '--html', 'during.html');
    stallproof('report', 'out/report.json', '--html', 'after.html');
    const during = readFileSync(path.join(folder, 'during.html'), 'utf8');
    expect(during).toContain('<h1>Every scenario held</h1>');
    // Half a megabyte each: a difference is told as one, not printed.
    expect(readFileSync(path.join(folder, 'after.html'), 'utf8') === during).toBe(true);
    expect(during).not.toContain(folder);
  });

  it('compare with committed verdicts, and add the specimens', () => {
    const verdicts = { v: 1, subjects: { production: { virtual: { 'lock/garbage': ['settles'] } } } };
    writeFileSync(path.join(folder, 'verdicts.json'), JSON.stringify(verdicts));
    const rows = [{ name: 'leaks-slot', caughtBy: 'slot-released', accusations: [], played: 1 }];
    writeFileSync(path.join(folder, 'selftest.json'), JSON.stringify({ v: 1, sharp: false, rows }));
    stallproof('run', 'lock/garbage', '--engine', 'virtual', '--out', 'out');
    const more = ['--against', 'verdicts.json', '--selftest', 'selftest.json'];
    stallproof('report', 'out/report.json', '--html', 'more.html', ...more);
    const page = readFileSync(path.join(folder, 'more.html'), 'utf8');
    expect(page).toContain('newly held: production: lock/garbage on virtual (settles)');
    expect(page).toContain('<small>0 of 1 caught</small>');
  });
});
