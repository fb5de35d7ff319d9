import { describe, expect, it } from 'vitest';
import type { Files } from '../../src/host/files.js';

/**
 * What every world promises of operations in turn. `createFolder` gives the path of a new, empty folder; `wait` lets time
 * pass until something is done.
 */
export function describeFilesInTurnContract(
  name: string,
  files: Files,
  createFolder: () => string,
  wait: <T>(work: Promise<T>) => Promise<T> = (work) => work,
): void {
  describe(`files in turn: ${name}`, () => {
    it('begin when the one before is over, though all are asked for at once', async () => {
      const folder = createFolder();
      const [path, temp] = [`${folder}/a`, `${folder}/temp`];
      const turn = files.inTurn();
      const rounds = Array.from({ length: 20 }, (_, round) => [
        turn.writeAtomically(path, temp, `text ${round}`),
        turn.removeIf(path, `text ${round}`),
        turn.remove(path),
      ]);
      const done = await wait(Promise.all(rounds.map((round) => Promise.all(round))));
      expect(done).toEqual(rounds.map(() => [undefined, true, false]));
      expect(await wait(files.list(folder))).toEqual([]);
    });

    it('begin however the one before has ended', async () => {
      const folder = createFolder();
      await wait(files.createExclusive(`${folder}/temp`, ''));
      await wait(files.createExclusive(`${folder}/a`, 'mine'));
      const turn = files.inTurn();
      const asked = [
        turn.writeAtomically(`${folder}/a`, `${folder}/temp`, 'new'),
        turn.remove(`${folder}/temp`),
        turn.removeIf(`${folder}/a`, 'mine'),
      ];
      expect(await wait(Promise.allSettled(asked))).toMatchObject([
        { status: 'rejected', reason: { code: 'EEXIST' } },
        { status: 'fulfilled', value: true },
        { status: 'fulfilled', value: true },
      ]);
    });
  });
}
