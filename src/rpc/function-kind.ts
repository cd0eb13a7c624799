import { HeddleError } from '../core/heddle-error.ts';
import { nameForOthers } from './name-for-others.ts';
import { Origin } from './origin.ts';
import { inThisContext } from './proxy.ts';
import { callbackTo } from './remote.ts';
import type { SpecialKind } from './specials.ts';

/** A function that is lent for as long as its call: its number, and its name for errors. */
type FunctionData = readonly [handle: number, name: string];

/** Functions in arguments: the other side can call them until it has answered. */
export const FUNCTION_KIND: SpecialKind = {
  name: 'function',
  // One in a result would have no end, unless its program says so by `proxy()`.
  is: (value, { part }) => typeof value === 'function' && part === 'arguments',
  pack(value, { connection, untilAnswered }): FunctionData {
    const callback = value as (...parameters: unknown[]) => unknown;
    const handle = connection.handles.lend(callback, inThisContext(callback));
    untilAnswered(() => connection.handles.release(handle));
    return [handle, nameForOthers(callback)];
  },
  unpack(data, { connection, task, untilAnswered }): unknown {
    const [handle, name] = data as FunctionData;
    const ended = (callback: string): Error => {
      const state = `${task} has been answered, and its callbacks live no longer unless they are in a proxy()`;
      return new HeddleError('HEDDLE_RELEASED', `Cannot call ${callback}: ${state}`);
    };
    const origin: Origin = new Origin(connection, {
      handle,
      name: name || 'an anonymous callback',
      isLent: true,
      dispose: () => origin.close(ended),
    });
    untilAnswered(() => origin.close(ended));
    return callbackTo(origin);
  },
};
