import { remotePlaceOf } from './remote.ts';
import type { SpecialKind } from './specials.ts';

/** A place of the side that receives it: from the object that it has handed out, or from what it exposes. */
type HomeData = readonly [handle: number | undefined, path: string];

/** A remote of the other side comes home: there it is what it was. */
export const HOME_KIND: SpecialKind = {
  name: 'home',
  is: (value, { connection }) => remotePlaceOf(value)?.origin.connection === connection,
  pack(value): HomeData {
    const { origin, path } = remotePlaceOf(value)!;
    origin.check(path);
    return [origin.handle, path];
  },
  unpack(data, { connection }): unknown {
    const [handle, path] = data as HomeData;
    return connection.served.member(handle, path);
  },
};
