import { cloneOfLeaf } from './clone-of-leaf.ts';
import { describeProperties, emptyErrorNode, isErrorLike } from './error-node.ts';
import type { ErrorCell, ErrorRecordNode } from './error-record.ts';
import { guardedRead } from './guarded-read.ts';
import { isMap, isSet } from './internal-slots.ts';
import { nameOfClass } from './name-of-class.ts';
import { uncloneableText } from './uncloneable-text.ts';

const MOST_LEVELS = 100;

/** The table of nodes of one record, while it is written. */
export class ErrorDescription {
  readonly nodes: ErrorRecordNode[] = [];
  readonly #numbers = new Map<object, number>();
  readonly #pending: { readonly value: object; readonly node: ErrorRecordNode; readonly level: number }[] = [];

  /** Adds a value and all that it reaches. */
  add(value: unknown): ErrorCell {
    const cell = this.#cell(value, 0);
    // A list and not recursion: own properties may be nested as deep as they like.
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      try {
        this.#fill(next.value, next.node, next.level + 1);
      } catch {
        // A Proxy whose traps began to throw after `open()` had looked at it: what was read of it so far is kept.
      }
    }
    return cell;
  }

  #cell(value: unknown, level: number): ErrorCell {
    if (typeof value === 'function' || typeof value === 'symbol') return uncloneableText(value);
    if (typeof value !== 'object' || value === null) return value as ErrorCell;
    const known = this.#numbers.get(value);
    if (known !== undefined) return { node: known };
    if (level > MOST_LEVELS) return `[${nameOfClass(value) ?? 'Object'} left out: more than ${MOST_LEVELS} levels deep]`;
    const node = open(value);
    if (typeof node === 'string') return node;
    this.#numbers.set(value, this.nodes.length);
    this.#pending.push({ value, node, level });
    return { node: this.nodes.push(node) - 1 };
  }

  #fill(value: object, node: ErrorRecordNode, level: number): void {
    switch (node.kind) {
      case 'error':
        return describeProperties(value, node, (part) => this.#cell(part, level));
      case 'map':
        return Map.prototype.forEach.call(value as Map<unknown, unknown>, (part, key) => {
          node.keys.push(this.#cell(key, level));
          node.values.push(this.#cell(part, level));
        });
      case 'set':
        return Set.prototype.forEach.call(value as Set<unknown>, (part) => void node.values.push(this.#cell(part, level)));
      case 'array':
      case 'object':
        for (const key of node.keys) {
          const read = guardedRead(value, key);
          node.values.push('value' in read ? this.#cell(read.value, level) : read.threw);
        }
    }
  }
}

/** An empty node of the kind that `value` needs, or the text that stands for it. */
function open(value: object): ErrorRecordNode | string {
  try {
    if (isErrorLike(value)) return emptyErrorNode(value);
    if (Array.isArray(value)) return { kind: 'array', length: value.length, keys: Object.keys(value), values: [] };
    if (isMap(value)) return { kind: 'map', keys: [], values: [] };
    if (isSet(value)) return { kind: 'set', values: [] };
    if (isPlain(value)) return { kind: 'object', keys: Object.keys(value), values: [] };
    const clone = cloneOfLeaf(value);
    if (!isPlain(clone)) return { kind: 'leaf', value: clone };
    // An instance of a class of JavaScript: walked, so that errors inside stay whole. One that would arrive empty keeps its state elsewhere.
    const keys = Object.keys(value);
    return keys.length > 0 ? { kind: 'object', keys, values: [] } : uncloneableText(value);
  } catch {
    return uncloneableText(value);
  }
}

/** Whether `value` is an object without a class: its prototype is `null` or the `Object.prototype` of any realm. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
