import { TrustedEvent } from './trusted-event.ts';
import { adoptInterface } from './adopt-interface.ts';

class TrustedPlainEvent extends TrustedEvent {}
adoptInterface(TrustedPlainEvent, 'Event');

/**
 * An event without members of its own.
 *
 * @param nodeArguments - what listeners added with `on(type, …)` receive; default: nothing
 */
export function plainEvent(type: string, nodeArguments: readonly unknown[] = []): TrustedEvent {
  return new TrustedPlainEvent(type, nodeArguments);
}
