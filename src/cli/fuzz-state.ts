import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type CampaignTally, NOTHING_YET } from '../fuzz/campaign.js';
import { type CampaignName, type CampaignState, campaignStateSchema } from '../fuzz/campaign-state.js';
import { writeWhole } from './report-files.js';
import { UsageError } from './usage-error.js';

/** The seed of the campaign that is kept there; undefined when none is. */
export function keptSeed(file: string): number | undefined {
  return readState(file)?.campaign.seed;
}

/** What that campaign has come to so far. @throws UsageError when the file is of another one */
export function readTally(file: string, campaign: CampaignName): CampaignTally {
  const state = readState(file);
  if (state === undefined) return NOTHING_YET;
  if (isDeepStrictEqual(state.campaign, campaign)) return state.tally;
  const { seed, shard, subject, version } = state.campaign;
  throw new UsageError(
    `${file} belongs to another campaign: seed ${seed}, shard ${shard}, subject ${subject}, stallproof ${version}`,
    'Name another file with --resume FILE.',
  );
}

/** The old state or the new one, never a part. @throws ReportNotWrittenError */
export function writeState(file: string, state: CampaignState): void {
  writeWhole(file, `${JSON.stringify(state)}\n`);
}

function readState(file: string): CampaignState | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return campaignStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // What cannot be read is not ours to overwrite.
    throw new UsageError(`${file} is no state of a campaign`, 'Name another file with --resume FILE.');
  }
}
