import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from '../cli/memory-io.js';

const docs = path.resolve(import.meta.dirname, '../../docs');
const page = readFileSync(path.join(docs, 'ci.md'), 'utf8');

const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );

/** Each command of this program that the page shows, as words. */
const commands = [...page.matchAll(/npx (?:--yes )?stallproof(?:@[\d.]+)? ([^\n`|;&]+)/g)].map(
  ([, rest = '']) => rest.trim().split(/\s+/),
);

describe('the page about CI', () => {
  it('shows recipes that are YAML, with the keys of their systems', () => {
    const recipes = blocks('yaml').map((text) => parse(text));
    expect(recipes.map((recipe) => Object.keys(recipe))).toEqual([
      ['name', 'on', 'permissions', 'jobs'],
      ['name', 'description', 'inputs', 'runs'],
      ['stallproof'],
      ['jobs'],
      ['scenarios', 'verdict'],
    ]);
    expect(recipes[1].runs.using).toBe('composite');
    expect(recipes[2].stallproof.artifacts.reports.junit).toBe('reports/latest/junit.xml');
  });

  it.for(commands)('shows options that there are: %s', async (words) => {
    const names = words.slice(0, words[0] === 'report' && words[1] === 'merge' ? 2 : 1);
    const io = memoryIo();
    expect(await runProgram([...names, '--help'], io)).toBe(0);
    expect(io.stdout.text).toContain(`Usage: stallproof ${names.join(' ')}`);
    const options = words.filter((word) => word.startsWith('--'));
    for (const option of options) expect(io.stdout.text).toContain(`  ${option} `);
  });

  it('links to what is there', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(path.join(docs, link)))).toEqual([]);
  });
});
