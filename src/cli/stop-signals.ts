const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first SIGINT, SIGTERM or SIGHUP aborts; what runs is then ended in order, within the bounds of a cancel.
 * Further ones change nothing: a hurried second Ctrl-C must not leave ffmpeg behind. SIGKILL is the way to
 * end this process at once, and even then no ffmpeg outlives it.
 */
export function stopSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of STOP_SIGNALS) {
    process.on(name, () => controller.abort(new Error(`stopped by ${name}`)));
  }
  return controller.signal;
}
