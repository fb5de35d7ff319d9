import path from 'node:path';
import { whyNotExecutable } from '../../node/executable.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Chromium or Chrome: what `STALLPROOF_BROWSER` names, else the first on PATH. Undefined where there is none. */
export function findBrowser(env: NodeJS.ProcessEnv): string | undefined {
  const named = env.STALLPROOF_BROWSER;
  if (named) return whyNotExecutable(path.resolve(named)) === undefined ? path.resolve(named) : undefined;
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders
    .flatMap((folder) => NAMES.map((name) => path.resolve(folder, name)))
    .find((file) => whyNotExecutable(file) === undefined);
}
