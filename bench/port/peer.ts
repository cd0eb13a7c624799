// The worker of messages.bench.ts: serves its parent, or another worker, or measures how another worker is reached.
import { parentPort, workerData } from 'node:worker_threads';
import type { KindName } from './kinds.ts';
import { burst, roundTrips, serve } from './line.ts';
import { type NodePort, nodeLine } from './node-line.ts';
import { answerPings } from './ping-pong.ts';

/** What the parent asks the measuring one of two workers. */
export interface Measure {
  readonly way: 'round trip' | 'one way';
  readonly kind: KindName;
  readonly count: number;
}

const parent = parentPort as NodePort;

/** The port to another worker comes first, then what to measure. */
function measure(): void {
  const control = nodeLine(parent);
  control.listen(({ port }: { port: NodePort }) => {
    const line = nodeLine(port);
    control.listen(({ way, kind, count }: Measure) => {
      void (way === 'one way' ? burst(line, kind, count) : roundTrips(line, kind, count)).then((figure) => control.post(figure));
    });
  });
}

function serveOther(): void {
  nodeLine(parent).listen(({ port }: { port: NodePort }) => serve(nodeLine(port)));
}

export type Role = 'serve the parent' | 'serve another' | 'measure' | 'play ping-pong';

const ROLES: Record<Role, () => void> = {
  'serve the parent': () => serve(nodeLine(parent)),
  'serve another': serveOther,
  measure: measure,
  'play ping-pong': () => nodeLine(parent).listen(answerPings),
};

ROLES[workerData as Role]();
