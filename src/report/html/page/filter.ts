import type { ResultStatus } from '../../../harness/result.js';
import type { PageScenario } from '../page-data.js';

export const CHOICES = ['all', 'violated', 'inconclusive', 'changed', 'held', 'unobservable'] as const;
export type Choice = (typeof CHOICES)[number];

/** Of a scenario that several played, one is enough; held is only what all held. */
export function isChosen({ results }: PageScenario, choice: Choice): boolean {
  const played = results.filter((result) => result !== null);
  if (choice === 'all') return true;
  if (choice === 'changed') return played.some(({ changed }) => changed);
  const has = ({ status }: { readonly status: ResultStatus }): boolean => status === choice;
  return choice === 'held' ? played.every(has) : played.some(has);
}

/** Everything that a search looks at, in small letters. */
export function searchText({ id, title, results }: PageScenario): string {
  const said = results.flatMap((result) =>
    result === null
      ? []
      : [
          result.status,
          ...result.jobs,
          ...result.others.flatMap(({ oracle, sentence }) => [oracle, sentence]),
          ...(result.timeline?.said.map(({ text }) => text ?? '') ?? []),
        ],
  );
  return [id, title, ...said].join('\n').toLowerCase();
}

/** Every word has to be in it. */
export function matches(text: string, query: string): boolean {
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
