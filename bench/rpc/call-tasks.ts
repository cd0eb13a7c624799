/** What the bench of calls calls in its workers. */
export function add(a: number, b: number): number {
  return a + b;
}

export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly items: readonly { readonly sku: string; readonly count: number; readonly price: number }[];
}

export function total({ id, items }: Order): { id: number; total: number } {
  return { id, total: items.reduce((sum, { count, price }) => sum + count * price, 0) };
}

export async function withCallback(value: number, callback: (value: number) => Promise<number>): Promise<number> {
  return callback(value);
}
