// The heavy work: a task of the pool, and an ordinary function for the server without workers.

export interface Report {
  readonly customers: number;
  readonly best: readonly { readonly name: string; readonly total: number }[];
}

/** Adds up orders and sorts customers by what they spent. */
export function report(orders: number, seed: number): Report {
  const totals = new Map<string, number>();
  let random = seed + 1;
  for (let order = 0; order < orders; order += 1) {
    random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    const name = `customer ${random % 10_007}`;
    totals.set(name, (totals.get(name) ?? 0) + (random % 997) / 100);
  }
  const sorted = [...totals].map(([name, total]) => ({ name, total })).sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
  return { customers: sorted.length, best: sorted.slice(0, 3) };
}
