import { z } from 'zod';
import { parseShard } from '../base/shard.js';
import { ORACLE_NAMES } from '../scenario/oracle-names.js';
import type { CampaignTally } from './campaign.js';

const count = z.int().min(0);

const tallySchema = z.object({
  next: count,
  played: count,
  failures: z
    .array(
      z.object({
        index: count,
        violations: z.array(z.object({ oracle: z.enum(ORACLE_NAMES), sentence: z.string() })).readonly(),
      }),
    )
    .readonly(),
  reached: z.record(z.string(), count),
  simulatedMs: z.number().min(0),
  elapsedMs: z.number().min(0),
}) satisfies z.ZodType<CampaignTally>;

/** What a campaign, or one part of it, has come to: kept in a file, gone on with, merged. */
export const campaignStateSchema = z.object({
  v: z.literal(1),
  /** Which one it is: no other can go on from it. */
  campaign: z.object({
    seed: count,
    /** `1/1` for the whole. */
    shard: z.string().refine((text) => parseShard(text) !== undefined, { error: 'expected such as 1/2' }),
    subject: z.string(),
    /** Of stallproof: another one draws other cases. */
    version: z.string(),
  }),
  /** How many runs the whole campaign was last meant to have; older files do not say. */
  runs: count.optional(),
  tally: tallySchema,
});

export type CampaignState = z.infer<typeof campaignStateSchema>;

export type CampaignName = CampaignState['campaign'];
