import { ORACLE_NAMES, type OracleName } from '../scenario/oracle-names.js';
import { isRight, type SelftestRow } from './run-selftest.js';

const WIDE_COLUMNS = 3;
const NARROW_COLUMNS = 2;
const MIN_NAME_COLUMNS = 14;

/**
 * Specimens by oracles: `●` the oracle that the flaw concerns has accused it, `○` it should have and has not,
 * `·` another one has. Oracles are numbered; the legend stands above.
 */
export function selftestMatrix(rows: readonly SelftestRow[], columns: number): string[] {
  const numbered = ORACLE_NAMES.map((name, index) => ({ name, number: String(index + 1) }));
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const fits = columns - ORACLE_NAMES.length * WIDE_COLUMNS - 2 >= longest + 1;
  const each = fits ? WIDE_COLUMNS : NARROW_COLUMNS;
  const nameColumns = Math.max(
    MIN_NAME_COLUMNS,
    Math.min(longest + 1, columns - ORACLE_NAMES.length * each - 2),
  );
  return [
    ...legend(numbered, columns),
    '',
    ' '.repeat(nameColumns + 2) + numbered.map(({ number }) => number.slice(-each).padStart(each)).join(''),
    ...rows.map((row) => {
      const cells = ORACLE_NAMES.map((oracle) => mark(row, oracle).padStart(each)).join('');
      return `${isRight(row) ? '✓' : '✗'} ${row.name.slice(0, nameColumns - 1).padEnd(nameColumns)}${cells}`.trimEnd();
    }),
  ];
}

/** What went wrong, in words: flaws that nobody saw, and accusations of the innocent. */
export function selftestComplaints(rows: readonly SelftestRow[]): string[] {
  return rows
    .filter((row) => !isRight(row))
    .flatMap((row) => {
      if (row.specimen !== undefined) {
        const { caughtBy, flaw } = row.specimen;
        return [`✗ ${row.name} was not caught by ${caughtBy} in ${row.played} plays: ${flaw}`];
      }
      return row.accusations.map(
        ({ oracle, scenario, engine, sentence }) =>
          `✗ ${row.name} is without a flaw, and ${oracle} accused it in ${scenario} (${engine}): ${sentence}`,
      );
    });
}

/** One finished row, for places where progress is printed line by line. */
export function selftestLine(row: SelftestRow): string {
  const { specimen, accusations } = row;
  if (specimen === undefined) return `${row.name}: ${row.played} plays, ${accusations.length} accusations`;
  const catching = accusations.find(({ oracle }) => oracle === specimen.caughtBy);
  if (catching === undefined) return `${row.name}: not caught by ${specimen.caughtBy}`;
  return `${row.name}: caught by ${catching.oracle} in ${catching.scenario} (${catching.engine})`;
}

function mark({ specimen, accusations }: SelftestRow, oracle: OracleName): string {
  const accused = accusations.some((accusation) => accusation.oracle === oracle);
  if (specimen?.caughtBy === oracle) return accused ? '●' : '○';
  return accused ? '·' : '';
}

function legend(numbered: readonly { name: string; number: string }[], columns: number): string[] {
  const lines: string[] = [];
  for (const { name, number } of numbered) {
    const entry = `${number} ${name}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 2 + entry.length <= columns)
      lines[lines.length - 1] = `${last}  ${entry}`;
    else lines.push(entry);
  }
  return lines;
}
