/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded generator (sfc32, Chris Doty-Humphrey's PractRand): the same seed gives the same sequence on
 * every machine. Not for secrets.
 */
export function seededRandom(seed: number): Random {
  let a = 0;
  let b = seed | 0;
  let c = (seed / 2 ** 32) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}

/** A lower-case name part of `length` letters and digits. */
export function randomName(random: Random, length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  let name = '';
  for (let i = 0; i < length; i++) name += alphabet[Math.floor(random() * alphabet.length)];
  return name;
}
