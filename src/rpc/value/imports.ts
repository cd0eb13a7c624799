import { HeddleError } from '../../core/heddle-error.ts';
import type { CallDefaults } from '../calls/call-options.ts';
import type { Peer } from './peer.ts';
import { Origin } from './origin.ts';
import { remoteTo } from './remote.ts';
import { reportLeak, type Stack } from '../calls/reports.ts';

/** What this side has of one object of the other side. It may hold nothing that leads to the remote: that is to be collected as garbage. */
interface Lease {
  readonly imports: Imports;
  readonly connection: Peer;
  readonly handle: number;
  readonly name: string;
  /** Where this side asked for the object, if it did. */
  readonly madeAt: Stack | undefined;
  readonly remote: WeakRef<object>;
  readonly origin: WeakRef<Origin>;
  /** How many times it has come. */
  count: number;
  isReleased: boolean;
}

// Members of a remote lead to its origin too.
const finalizers = new FinalizationRegistry<{ lease?: Lease }>(({ lease }) => {
  if (!lease || lease.isReleased || lease.connection.isEnded) return;
  if (lease.madeAt) reportLeak(`The remote ${lease.name}`, lease.madeAt);
  lease.imports.giveBack(lease, lease.madeAt === undefined);
});

/** The objects of the other side that this side has: each of them once. */
export class Imports {
  readonly #connection: Peer;
  readonly #leases = new Map<number, Lease>();

  constructor(connection: Peer) {
    this.#connection = connection;
  }

  /** How many there are. */
  get size(): number {
    return this.#leases.size;
  }

  /** The object with the number `handle` has come. */
  receive(handle: number, name: string, madeAt: Stack | undefined, defaults: CallDefaults | undefined): object {
    const known = this.#leases.get(handle);
    const origin = known?.origin.deref();
    if (known && origin) {
      known.count += 1;
      return known.remote.deref() ?? remoteTo(origin, '');
    }
    return this.#lease(handle, name, madeAt, defaults);
  }

  /** The other side may forget the object, unless it has sent it once more. */
  giveBack(lease: Lease, isLeak: boolean): void {
    lease.isReleased = true;
    if (this.#leases.get(lease.handle) === lease) this.#leases.delete(lease.handle);
    this.#connection.release(lease.handle, lease.count, isLeak);
  }

  #lease(handle: number, name: string, madeAt: Stack | undefined, defaults: CallDefaults | undefined): object {
    const held: { lease?: Lease } = {};
    const released = (task: string): Error => new HeddleError('HEDDLE_RELEASED', `Cannot call ${task}: it has been released`);
    const origin: Origin = new Origin(this.#connection, {
      handle,
      name,
      defaults,
      dispose: () => {
        origin.close(released);
        if (!held.lease!.isReleased) this.giveBack(held.lease!, false);
      },
    });
    const remote = remoteTo(origin, '');
    held.lease = {
      imports: this,
      connection: this.#connection,
      handle,
      name,
      madeAt,
      remote: new WeakRef(remote),
      origin: new WeakRef(origin),
      count: 1,
      isReleased: false,
    };
    this.#leases.set(handle, held.lease);
    finalizers.register(origin, held);
    return remote;
  }
}
