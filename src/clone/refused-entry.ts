import { isArrayBuffer } from './internal-slots.ts';
import { nameOfClass } from './name-of-class.ts';

/**
 * The runtime's words for what it refuses in a transfer list, which entries they may be about, and what to say instead.
 * An entry is never tried: it would be moved. These are the failures that `checkTransferList()` cannot foresee.
 */
const REFUSALS: readonly { readonly words: RegExp; readonly about: (entry: object) => boolean; readonly reason: string }[] = [
  {
    words: /MessagePort in transfer list is already detached/,
    about: (entry) => nameOfClass(entry) === 'MessagePort',
    reason: 'a MessagePort that was moved or closed cannot be moved',
  },
  {
    words: /Cannot transfer a locked/,
    about: (entry) => (entry as { locked?: unknown }).locked === true,
    reason: 'a locked stream cannot be moved',
  },
  {
    words: /Cannot transfer object of unsupported type/,
    about: isArrayBuffer,
    reason: 'an ArrayBuffer that belongs to the runtime, to WebAssembly or is marked as untransferable cannot be moved',
  },
  {
    words: /invalid (value|object) in transferList/,
    about: isNoPlatformObject,
    reason: 'only buffers, ports, streams and other transferable objects can be moved',
  },
];

/** The entry of a transfer list that the runtime's message is about, or the list when that leaves a choice; `undefined` when it is about none. */
export function refusedEntry(
  transfer: readonly unknown[],
  refusal: string,
): { readonly path: string; readonly reason: string } | undefined {
  const match = REFUSALS.find(({ words }) => words.test(refusal));
  if (!match) return undefined;
  const indices = [...transfer.keys()].filter((index) => match.about(transfer[index] as object));
  return { path: indices.length === 1 ? `transfer[${indices[0]}]` : 'transfer', reason: match.reason };
}

function isNoPlatformObject(entry: object): boolean {
  return !isArrayBuffer(entry) && nameOfClass(entry) !== 'MessagePort';
}
