const CHUNK_LENGTH = 1024;
const CHUNK_BITS = 10;

/** A list of numbers that grows to any length without being copied, eight bytes each. */
export class NumberTape {
  readonly #chunks: Float64Array[] = [];
  #chunk = new Float64Array(0);
  /** Of the latest chunk. */
  #used = CHUNK_LENGTH;

  get length(): number {
    return (this.#chunks.length - 1) * CHUNK_LENGTH + this.#used;
  }

  push(value: number): void {
    if (this.#used === CHUNK_LENGTH) this.#grow();
    this.#chunk[this.#used++] = value;
  }

  /** What was pushed as the number of that index, which must be one. */
  at(index: number): number {
    return this.#chunks[index >> CHUNK_BITS]?.[index & (CHUNK_LENGTH - 1)] as number;
  }

  #grow(): void {
    this.#chunk = new Float64Array(CHUNK_LENGTH);
    this.#chunks.push(this.#chunk);
    this.#used = 0;
  }
}
