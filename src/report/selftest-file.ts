import { z } from 'zod';
import { ORACLE_NAMES } from '../scenario/oracle-names.js';
import { checkedJson } from './checked-json.js';

const accusation = z.object({
  oracle: z.enum(ORACLE_NAMES),
  scenario: z.string(),
  engine: z.string(),
  sentence: z.string(),
});

const row = z.object({
  name: z.string(),
  /** The oracle that its flaw concerns; absent for the one without a flaw. */
  caughtBy: z.enum(ORACLE_NAMES).optional(),
  accusations: z.array(accusation),
  played: z.number(),
});

const selftest = z.object({ v: z.literal(1), sharp: z.boolean(), rows: z.array(row) });

/** What `selftest --json` printed. */
export type SelftestFile = z.infer<typeof selftest>;
export type SelftestFileRow = z.infer<typeof row>;

/** Whether the oracle that the flaw concerns accused it; of the one without a flaw, whether nobody did. */
export function isCaught({ caughtBy, accusations }: SelftestFileRow): boolean {
  if (caughtBy === undefined) return accusations.length === 0;
  return accusations.some(({ oracle }) => oracle === caughtBy);
}

/** @throws WrongForm that says where it is none */
export function readSelftest(text: string): SelftestFile {
  return checkedJson(selftest, text);
}
