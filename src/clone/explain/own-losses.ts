import type { ClonePlace } from '../clone-path.ts';
import { withArticle } from '../refusal.ts';
import { classFacts, isOfOtherRealm, listed, type ClassFacts } from './class-facts.ts';
import type { Findings } from './finding.ts';

/** Enters what is lost of an object itself, as opposed to its parts: its class, symbols, attributes, properties beside its content. */
export class OwnLosses {
  readonly #findings: Findings;
  readonly #facts = new Map<object, ClassFacts>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /**
   * @param base - the prototype of what arrives
   * @param arrival - the name of its class; `Object` for a plain object
   */
  prototype(value: object, place: ClonePlace | undefined, base: object, arrival: string): void {
    const prototype: object | null = Object.getPrototypeOf(value);
    if (prototype === base || isOfOtherRealm(prototype, arrival)) return;
    const as = arrival === 'Object' ? 'a plain object' : withArticle(arrival);
    if (prototype === null) {
      this.#findings.lost('prototype', place, 'object without a prototype', `an object without a prototype arrives as ${as}`);
      return;
    }
    let facts = this.#facts.get(prototype);
    if (!facts) this.#facts.set(prototype, (facts = classFacts(value, base)));
    const without = facts.members === '' ? '' : `, without ${facts.members}`;
    this.#findings.lost('prototype', place, facts.name, `${withArticle(facts.name)} arrives as ${as}${without}`);
    if (facts.privateNames.length > 0)
      this.#findings.lost('private', place, 'private names', `private ${listed(facts.privateNames)} of ${facts.name} cannot be read`);
  }

  symbols(value: object, place: ClonePlace | undefined): void {
    for (const symbol of Object.getOwnPropertySymbols(value)) this.symbol(symbol, place);
  }

  symbol(symbol: symbol, place: ClonePlace | undefined): void {
    this.#findings.lost('symbol', place, 'property', 'the key is a symbol', `[${String(symbol)}]`);
  }

  /** @param fixed - whether a property that crosses cannot be changed or deleted */
  attributes(value: object, place: ClonePlace | undefined, fixed: boolean): void {
    if (!fixed && Object.isExtensible(value)) return;
    const state = Object.isFrozen(value) ? 'frozen' : Object.isSealed(value) ? 'sealed' : fixed ? 'partly read-only' : 'not extensible';
    this.#findings.lost('attributes', place, state, `${state} here, open to changes there`);
  }

  /** What is lost of an object of which only the content crosses. */
  beside(value: object, place: ClonePlace | undefined, className: string, isContent: (key: string) => boolean): void {
    for (const key of Reflect.ownKeys(value)) {
      if (typeof key === 'symbol') this.symbol(key, place);
      else if (!isContent(key)) this.property(key, place, className);
    }
    this.attributes(value, place, false);
  }

  property(key: string, place: ClonePlace | undefined, className: string): void {
    this.#findings.lost('property', at(place, key), 'property', `only the content of ${withArticle(className)} crosses`);
  }

  /** @param place - of the property itself */
  accessor(place: ClonePlace, property: PropertyDescriptor): void {
    const note = property.get ? 'a getter arrives as the value that it gives' : 'a setter arrives as undefined';
    this.#findings.lost('accessor', place, property.get ? 'getter' : 'setter', note);
  }

  hidden(key: string, place: ClonePlace | undefined): void {
    this.#findings.lost('non-enumerable', at(place, key), 'property', 'the property is not enumerable');
  }
}

export function at(parent: ClonePlace | undefined, key: string): ClonePlace {
  return { parent, step: { kind: 'property', key } };
}
