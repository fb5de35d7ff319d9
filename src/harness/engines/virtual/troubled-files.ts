import type { FileOperation } from '../../../host/files.js';
import type { FileFault } from '../../../sim/sim-files.js';
import type { FileFate, FileTrouble } from './surroundings.js';
import type { VirtualSupervisor } from './virtual-supervisor.js';
import type { VirtualWorld } from './virtual-world.js';

/** Lets the planned troubles befall the operations that they are meant for. */
export function armFileTroubles(
  world: VirtualWorld,
  supervisor: VirtualSupervisor,
  troubles: readonly FileTrouble[],
  calmAtMs: number,
): void {
  if (troubles.length === 0) return;
  const counts = troubles.map(() => 0);
  const { clock, recorder } = world;
  world.files.fault = (operation, path) => {
    if (clock.now() >= calmAtMs) return undefined;
    const fate = fateOf(troubles, counts, operation, path);
    if (fate === undefined) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (fate.kind !== 'crash' && fate.kind !== 'cancel')
      recorder.harness({
        kind: 'file-trouble',
        operation,
        name,
        fate: fate.kind,
        ...(fate.kind === 'slow' && { takesMs: fate.takesMs }),
      });
    return suffer(world, supervisor, fate, calmAtMs);
  };
}

/** The first trouble that is meant for this operation; every one counts it. */
function fateOf(
  troubles: readonly FileTrouble[],
  counts: number[],
  operation: FileOperation,
  path: string,
): FileFate | undefined {
  let fate: FileFate | undefined;
  for (const [index, trouble] of troubles.entries()) {
    if (trouble.operation !== operation || !path.includes(trouble.name)) continue;
    const count = (counts[index] ?? 0) + 1;
    counts[index] = count;
    if (count >= trouble.nth && count < trouble.nth + trouble.times) fate ??= trouble.befalls;
  }
  return fate;
}

function suffer(
  world: VirtualWorld,
  supervisor: VirtualSupervisor,
  fate: FileFate,
  calmAtMs: number,
): FileFault {
  const { clock, recorder } = world;
  switch (fate.kind) {
    case 'fails':
      return { fail: fate.code };
    case 'hangs':
      return { fail: 'EIO', afterMs: calmAtMs - clock.now() };
    case 'slow':
      return { afterMs: fate.takesMs };
    case 'cancel':
      clock.world(0, () => supervisor.cancel(undefined));
      return undefined;
    case 'crash': {
      const crash = (): void => {
        recorder.harness({ kind: 'machine', action: 'kill' });
        supervisor.kill(true);
      };
      if (fate.when === 'before') {
        clock.world(0, crash);
        return { hang: true };
      }
      return { afterwards: crash };
    }
  }
}
