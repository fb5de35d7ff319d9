/** What `selftest` was asked for. */
export interface SelftestOptions {
  readonly quick?: true;
  readonly json?: true;
}
