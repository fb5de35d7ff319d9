import type { Evidence } from '../evidence.js';

/** A reading that many oracles make of one evidence, made once: evidence never changes. */
export function remembered<T>(read: (evidence: Evidence) => T): (evidence: Evidence) => T {
  const known = new WeakMap<Evidence, { readonly value: T }>();
  return (evidence) => {
    const found = known.get(evidence);
    if (found !== undefined) return found.value;
    const value = read(evidence);
    known.set(evidence, { value });
    return value;
  };
}

/** The same for what belongs to one evidence, such as one of its processes. */
export function rememberedOf<S extends object, T>(
  read: (evidence: Evidence, of: S) => T,
): (evidence: Evidence, of: S) => T {
  const known = new WeakMap<S, { readonly value: T }>();
  return (evidence, of) => {
    const found = known.get(of);
    if (found !== undefined) return found.value;
    const value = read(evidence, of);
    known.set(of, { value });
    return value;
  };
}

/** The same for each job by itself. */
export function rememberedByJob<T>(
  read: (evidence: Evidence, job: string) => T,
): (evidence: Evidence, job: string) => T {
  const known = new WeakMap<Evidence, Map<string, T>>();
  return (evidence, job) => {
    let byJob = known.get(evidence);
    if (byJob === undefined) {
      byJob = new Map<string, T>();
      known.set(evidence, byJob);
    }
    const found = byJob.get(job);
    if (found !== undefined) return found;
    const value = read(evidence, job);
    byJob.set(job, value);
    return value;
  };
}
