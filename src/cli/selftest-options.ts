/** What `selftest` was asked for. */
export interface SelftestOptions {
  readonly quick?: true;
  readonly json?: true;
  /** Random cases instead of scenarios. */
  readonly fuzz?: true;
  /** Of the random cases. */
  readonly seed?: number;
  /** How many random cases at most, for each. */
  readonly runs?: number;
}
