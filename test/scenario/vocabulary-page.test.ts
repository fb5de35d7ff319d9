import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagedCatalogue } from '../../src/scenario/catalogue.js';
import { FEED_DEEDS } from '../../src/scenario/feed-deeds.js';
import { vocabularyPage } from '../../src/scenario/vocabulary-page.js';
import { FAULTS } from '../../src/script/vocabulary.js';

const COMMITTED = join(packagedCatalogue(), '../docs/vocabulary.md');

describe('the vocabulary page', () => {
  const page = vocabularyPage();

  it('is the one that is committed', async () => {
    // Otherwise: npx stallproof schema vocabulary > docs/vocabulary.md
    await expect(page).toMatchFileSnapshot(COMMITTED);
  });

  it('tells of every fault what it does, what it stands for, and all its settings', () => {
    for (const { name, summary, models, fields } of FAULTS) {
      const section = page.split(`\n### ${name}\n`)[1]?.split('\n### ')[0] ?? '';
      expect(section).toContain(summary);
      expect(section).toContain(models);
      for (const [setting, { doc }] of Object.entries(fields)) {
        expect(section).toContain(`| \`${setting}\` |`);
        expect(section).toContain(doc.replaceAll('|', '\\|'));
      }
    }
  });

  it('gives units and limits', () => {
    expect(page).toContain('| `every` | duration | `500ms` | Time before each block. |');
    expect(page).toContain('| `code` | whole number from 0 to 255 | `0` | The exit code. The main value. |');
  });

  it('tells of what is done to the supervisor', () => {
    expect(page).toContain('| `pause-supervisor` | { after: duration; for: duration } |');
    expect(page).toContain('| `cancel` | duration, or { after: duration; job: name; since: name } |');
  });

  it('tells what can happen to a real ffmpeg', () => {
    const [, real = ''] = page.split('\n## Real ffmpeg\n');
    for (const { name, summary } of FEED_DEEDS) expect(real).toContain(`#### ${name}\n\n${summary}\n`);
    expect(real).toContain('| `through` | `file` `fifo` `tcp` `http` |');
    expect(real).toContain('| `storage` | size |');
  });
});
