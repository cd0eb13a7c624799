import { isReplaced, natives, replaceBuiltin } from '#platform';
import { endpointOf } from './port-registry.ts';
import { leaveHeddle } from './moved-ports.ts';
import { receiveMessageOnPort } from './receive-message-on-port.ts';

// A registry: what this thread has replaced.
let isGuarded = false;

// A registry too: whether heddle itself moves ports by the runtime's means.
let isMoving = false;

/** Lets heddle itself give ports to a thread of the runtime, with what the thread has to know of them. */
export function moveByRuntime<T>(move: () => T): T {
  isMoving = true;
  try {
    return move();
  } finally {
    isMoving = false;
  }
}

/**
 * Sees to it that heddle hears of it when a program moves a port of heddle by the runtime's own means, or takes a message out of one: the runtime knows
 * nothing of what is beside the port. A port through which nothing was sent is moved, and is an ordinary one there; any other is refused with an error.
 *
 * All ways on which the runtime moves ports to other threads lead through `postMessage` of a port, those of its workers included.
 */
export function guardRuntime(): void {
  if (isGuarded) return;
  isGuarded = true;
  guard(natives.MessagePort.prototype, 'postMessage');
  guard(globalThis, 'structuredClone');
  if (!isReplaced('receiveMessageOnPort')) replaceBuiltin('receiveMessageOnPort', receiveMessageOnPort);
}

/** Replaces a function whose second parameter is a transfer list, or has one. */
function guard<Name extends string>(owner: object & Record<Name, unknown>, name: Name): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  const native = owner[name] as (...parameters: unknown[]) => unknown;
  // A getter, as some globals of the runtime have, is replaced by its value; where nothing may be replaced the program has asked for that.
  if (!descriptor?.configurable) return;
  const guarded = {
    [name](this: unknown, ...parameters: unknown[]): unknown {
      const ports = isMoving ? [] : portsIn(parameters[1]);
      return ports.length === 0 ? Reflect.apply(native, this, parameters) : move(ports, () => Reflect.apply(native, this, parameters));
    },
  }[name]!;
  Object.defineProperty(guarded, 'length', { value: native.length, configurable: true });
  Object.defineProperty(owner, name, { value: guarded, writable: true, enumerable: descriptor.enumerable ?? false, configurable: true });
}

function move(ports: readonly object[], byRuntime: () => unknown): unknown {
  const undo = leaveHeddle(ports);
  try {
    const result = byRuntime();
    for (const port of ports) endpointOf(port)!.leave();
    return result;
  } catch (error) {
    undo();
    throw error;
  }
}

/** The ports of heddle in a transfer list; whatever else is wrong with it is the runtime's to say. */
function portsIn(argument: unknown): object[] {
  const list = Array.isArray(argument) ? argument : (argument as { transfer?: unknown } | null | undefined)?.transfer;
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).filter(
    (item): item is object => typeof item === 'object' && item !== null && endpointOf(item)?.gone === false,
  );
}
