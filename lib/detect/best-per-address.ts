/** One item for each address, whatever its case, the surest first; the address is written as it came first. */
export function bestPerAddress<T extends { address: string; confidence: number }>(items: readonly T[]): T[] {
  const best = new Map<string, T>();
  for (const item of items) {
    const key = item.address.toLowerCase();
    const known = best.get(key);
    if (!known) best.set(key, item);
    else if (known.confidence < item.confidence) best.set(key, { ...item, address: known.address });
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence);
}
