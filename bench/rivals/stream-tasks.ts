/** What the bench of streams calls in its workers: each gives `count` items. */
export const ITEMS = {
  number: (index: number): unknown => index,
  'small object': (index: number): unknown => ({ id: index, name: 'row', price: index / 4 }),
};
export type ItemKind = keyof typeof ITEMS;

export async function* generate(kind: ItemKind, count: number): AsyncGenerator {
  for (let index = 0; index < count; index += 1) yield ITEMS[kind](index);
}

export function read(kind: ItemKind, count: number): ReadableStream<unknown> {
  let index = 0;
  return new ReadableStream<unknown>({
    pull(controller) {
      if (index < count) controller.enqueue(ITEMS[kind](index++));
      else controller.close();
    },
  });
}
