import { isSharp, MOST_STEPS, type Sharpness } from './sharpness.js';

const HEADINGS = ['', 'runs', 'steps', 'caught by'] as const;

/** One line for each supervisor: runs until it was caught, script steps of the small case, and by which oracle. */
export function sharpnessTable(rows: readonly Sharpness[]): string[] {
  const nameColumns = Math.max(0, ...rows.map(({ name }) => name.length)) + 2;
  const line = (mark: string, [name, runs, steps, oracle]: readonly string[]): string =>
    `${mark} ${(name ?? '').padEnd(nameColumns)}${(runs ?? '').padStart(8)}${(steps ?? '').padStart(7)}  ${oracle}`;
  return [line(' ', HEADINGS), ...rows.map((row) => line(isSharp(row) ? '✓' : '✗', cells(row)))];
}

/** What keeps the fuzzer from being as sharp as it has to be, in words. */
export function sharpnessComplaints(rows: readonly Sharpness[], seed: number): string[] {
  return rows
    .filter((row) => !isSharp(row))
    .map(({ name, caughtBy, runs, caught }) => {
      if (caught === undefined) return `✗ ${name} was not caught by ${caughtBy} in ${runs} runs`;
      const { oracle, index, steps, sentence } = caught;
      const replay = `npx stallproof fuzz --seed ${seed} --only ${index} --subject ${name}`;
      if (caughtBy === undefined)
        return `✗ ${name} is without a flaw, and ${oracle} says: ${sentence}; ${replay}`;
      if (steps > MOST_STEPS)
        return `✗ what catches ${name} has ${steps} steps, and ${MOST_STEPS} are enough; ${replay}`;
      return `✗ the scenario file of what catches ${name} does not show it; ${replay}`;
    });
}

function cells({ name, caughtBy, exempt, runs, caught }: Sharpness): string[] {
  const steps = caught === undefined ? '' : String(caught.steps);
  const by = caught?.oracle ?? (caughtBy === undefined ? 'nobody, as it should be' : 'nobody');
  const reason = exempt === undefined ? '' : `; exempt from ${caughtBy}: ${exempt}`;
  return [name, String(runs), steps, `${by}${reason}`];
}
