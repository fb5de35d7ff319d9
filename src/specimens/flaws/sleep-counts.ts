import type { ProgressSnapshot } from '../../ffmpeg/progress-parser.js';
import type { Cancel } from '../../host/clock.js';
import type { ProgressWatch } from '../../supervisor/watch-ffmpeg-progress.js';
import type { WatchVerdict } from '../../watchdog/watchdog.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

/** Beside the watchdog, a plain timer that is armed anew with each block and asks nobody when it fires. */
class SleepCounts extends BaseAttempt {
  #disarm: Cancel = () => {};

  protected override watch(): ProgressWatch {
    this.#arm();
    return super.watch();
  }

  protected override onSnapshot(snapshot: ProgressSnapshot): void {
    this.#arm();
    super.onSnapshot(snapshot);
  }

  protected override onSilent(silentForMs: number, working: boolean): void {
    if (working) this.#arm();
    super.onSilent(silentForMs, working);
  }

  protected override onVerdict(verdict: WatchVerdict, waits: readonly string[]): void {
    this.#disarm();
    super.onVerdict(verdict, waits);
  }

  protected override onExit(): void {
    this.#disarm();
    super.onExit();
  }

  #arm(): void {
    const { clock } = this.host;
    const { startupGraceMs, stallTimeoutMs: silentForMs } = this.watchConfig;
    const graceLeftMs = this.startedAtMs + startupGraceMs - clock.now();
    this.#disarm();
    this.#disarm = clock.schedule(Math.max(graceLeftMs, silentForMs), () => {
      const unmeasured = { cpuMs: undefined, ioBytes: undefined };
      this.watchdog?.stop();
      this.onVerdict({ kind: 'stalled', condition: 'blocked', silentForMs, ...unmeasured }, []);
    });
  }
}

export const sleepCounts: Specimen = {
  name: 'sleep-counts',
  flaw: 'It counts the time in which it slept itself, so after a suspended host it kills a healthy ffmpeg before it reads what that has written.',
  from: 'systemd 20284',
  caughtBy: 'no-false-kill',
  shownBy: 'progress throughout, and machine: pause-supervisor for longer than the stall time',
  create: (options) => new BaseSupervisor({ ...options, attempt: SleepCounts }),
};
