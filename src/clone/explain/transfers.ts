import { checkTransferList } from '../check-transfer-list.ts';
import { isArrayBuffer } from '../internal-slots.ts';
import { nameOfClass } from '../name-of-class.ts';
import { isRefusal, refusalOf } from '../refusal.ts';
import { refusedEntry } from '../refused-entry.ts';
import type { Findings } from './finding.ts';

/** The transfer list of a message: what moves, what the runtime refuses to move, and what the message does not contain. */
export class Transfers {
  readonly list: readonly object[];
  /** What moves, with whether the message contains it. */
  readonly #moved = new Map<object, boolean>();
  readonly #findings: Findings;

  /** @throws TypeError (`ERR_INVALID_ARG_TYPE`) for an entry that is a primitive, as `postMessage` does */
  constructor(list: readonly object[], findings: Findings) {
    this.list = list;
    this.#findings = findings;
    try {
      checkTransferList(list);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { path } = error as Error & { path: string };
      this.#refuse(path, error.message.slice(`${path}: `.length));
      return;
    }
    for (const entry of list) this.#add(entry);
  }

  /** Whether `value` moves. From here on it is in the message. */
  reach(value: object): boolean {
    if (!this.#moved.has(value)) return false;
    this.#moved.set(value, true);
    return true;
  }

  /** Enters what moves although the message does not contain it. */
  finish(): void {
    for (const [index, entry] of this.list.entries()) {
      if (this.#moved.get(entry) !== false) continue;
      const name = nameOfClass(entry) ?? 'object';
      const finding = this.#findings.crosses('moved', undefined, name, isArrayBuffer(entry) ? entry.byteLength : 0, `transfer[${index}]`);
      finding.note =
        name === 'MessagePort' ? 'not in the message: it arrives in event.ports' : 'not in the message: the receiver cannot reach it';
    }
  }

  #add(entry: object): void {
    const answer = tryToMove(entry);
    if (answer === 'moves') {
      this.#moved.set(entry, false);
    } else if (answer !== 'ignored') {
      const refused = refusedEntry(this.list, answer.refusal);
      this.#refuse(refused?.path ?? 'transfer', refused?.reason ?? answer.refusal);
    }
  }

  #refuse(path: string, reason: string): void {
    if (this.#findings.refused === 0) this.#findings.refuses(undefined, 'entry of the transfer list', reason, path);
  }
}

/**
 * What the runtime would do with an entry of a transfer list, without doing it: a list that has the entry twice is refused before anything
 * moves, unless the runtime passes over the entry or refuses it for another reason.
 */
export function tryToMove(entry: object): 'moves' | 'ignored' | { readonly refusal: string } {
  try {
    structuredClone(undefined, { transfer: [entry, entry] as never[] });
    // Node 20 takes no notice of buffers that cannot move.
    return 'ignored';
  } catch (error) {
    const { message } = error as Error;
    if (!/duplicate/i.test(message)) return { refusal: message };
  }
  // Node 20 takes what it can only clone, a Blob for example, and clones it.
  return !isArrayBuffer(entry) && refusalOf(entry) === undefined ? 'ignored' : 'moves';
}
