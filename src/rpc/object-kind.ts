import type { Crossing } from './crossing.ts';
import { nameForOthers } from './name-for-others.ts';
import { keep, keptAs } from './proxy.ts';
import { isRemoteObject } from './remote.ts';
import type { SpecialKind } from './specials.ts';

/** What stays on the side that sends it: its number, and its name for errors. */
type ObjectData = readonly [handle: number, name: string];

/** What is in a `proxy()`, instances that the other side has constructed, and remote objects of third sides, which this one hands on. */
export const OBJECT_KIND: SpecialKind = {
  name: 'object',
  is: (value) => keptAs(value) !== undefined || isRemoteObject(value),
  pack(value, { connection }): ObjectData {
    keep(value);
    return [connection.handles.give(value, keptAs(value)!.callable), nameForOthers(value) || 'function'];
  },
  takeBack(data, { connection }) {
    connection.handles.release((data as ObjectData)[0]);
  },
  unpack(data, { connection, madeAt, defaults }: Crossing): object {
    const [handle, name] = data as ObjectData;
    return connection.remotes.receive(handle, name, madeAt, defaults);
  },
};
