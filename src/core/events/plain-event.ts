import { TrustedEvent, wearFace } from './trusted-event.ts';

class TrustedPlainEvent extends TrustedEvent {}
wearFace(TrustedPlainEvent, globalThis.Event);

/**
 * An event without members of its own.
 *
 * @param nodeArguments - what listeners added with `on(type, …)` receive; default: nothing
 */
export function plainEvent(type: string, nodeArguments: readonly unknown[] = []): TrustedEvent {
  return new TrustedPlainEvent(type, nodeArguments);
}
