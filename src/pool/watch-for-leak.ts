import { reportLeak, type Stack } from '../rpc/calls/reports.ts';

/** What is said of a leak. */
interface Leak {
  readonly what: string;
  readonly remedy: string;
}

/** Asked once what was watched has been collected as garbage; must not lead to it. */
export type FindLeak = () => Leak | undefined | Promise<Leak | undefined>;

interface Watched {
  readonly madeAt: Stack;
  readonly find: FindLeak;
}

const watched = new FinalizationRegistry<Watched>(({ madeAt, find }) => {
  void (async () => {
    const leak = await find();
    if (leak) reportLeak(leak.what, madeAt, 'disposed', leak.remedy);
  })();
});

/**
 * Warns of threads that run on although the program has lost the one thing by which it could use or end them.
 *
 * @param object - what the program has of them
 * @param maker - what made it: the stack is told from its caller on
 */
export function watchForLeak(object: object, maker: (...parameters: never[]) => unknown, find: FindLeak): void {
  const madeAt: Stack = {};
  Error.captureStackTrace(madeAt, maker);
  watched.register(object, { madeAt, find });
}
