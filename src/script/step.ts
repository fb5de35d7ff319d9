/** One step of a script as it stands in a plan: the fault's name and its config, units resolved. */
export interface Step {
  readonly fault: string;
  readonly config: Readonly<Record<string, unknown>>;
}
