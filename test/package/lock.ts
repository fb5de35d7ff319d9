import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Entry {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

/**
 * A lock file of a project that has this package as its only dependency: npm then knows every version without asking a
 * registry, and finds in its cache what was installed here.
 */
export function lockOfUser(root: string, tarball: string): object {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const dependencies = { stallproof: `file:${tarball}` };
  const { version, bin, peerDependencies, peerDependenciesMeta } = manifest;
  const ours = {
    version,
    resolved: `file:${tarball}`,
    dependencies: manifest.dependencies,
    bin,
    peerDependencies,
    peerDependenciesMeta,
  };
  return {
    name: 'user',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'user', dependencies },
      'node_modules/stallproof': ours,
      ...needed(lock),
    },
  };
}

/** What the package needs at run time, and what that needs in turn. */
function needed({ packages }: Lock): Record<string, Entry> {
  const found: Record<string, Entry> = {};
  const open = dependenciesOf(packages['']).map((name) => ({ name, from: '' }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const place = resolve(next.name, next.from, packages);
    const entry = place === undefined ? undefined : packages[place];
    if (place === undefined || entry === undefined || place in found) continue;
    found[place] = entry;
    open.push(...dependenciesOf(entry).map((name) => ({ name, from: place })));
  }
  return found;
}

function dependenciesOf(entry: Entry | undefined): string[] {
  return Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies });
}

/** As Node looks for it: beside the files of who asks, then further up. */
function resolve(name: string, from: string, packages: Lock['packages']): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (place in packages) return place;
    if (folder === '') return undefined;
  }
}
