/** The same numbers for the same seed (mulberry32), so that a failure can be made again. */
export interface Random {
  /** At least 0, below `below`. */
  integer(below: number): number;
  pick<T>(items: readonly T[]): T;
  /** So many different items. */
  some<T>(items: readonly T[], count: number): T[];
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  const pick = <T>(items: readonly T[]): T => items[integer(items.length)] as T;
  return {
    integer,
    pick,
    some(items, count) {
      const left = [...items];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(integer(left.length), 1)[0]).filter(
        (item) => item !== undefined,
      );
    },
  };
}
