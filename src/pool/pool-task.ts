import { HeddleError } from '../core/heddle-error.ts';
import { PendingCall } from '../rpc/calls/call-table.ts';
import { asRaised, raise } from '../rpc/calls/call-errors.ts';
import type { CallOptions } from '../rpc/calls/call-options.ts';
import { areMoved } from '../rpc/value/transferred.ts';
import type { QueueDeadline } from './queue-deadline.ts';
import type { RunOptions } from './pool-options.ts';
import type { TaskKind } from './task-kind.ts';

/** One run of a task, from `pool.run()` until it is settled; the same object all the way, whichever workers it is sent to. */
export class PoolTask extends PendingCall {
  readonly kind: TaskKind;
  readonly parameters: readonly unknown[];
  readonly options: RunOptions | undefined;
  readonly priority: number;
  /** Where it waits or runs: nowhere once it is settled. */
  place: 'nowhere' | 'queue' | 'worker' = 'nowhere';
  /** The worker's slot that has it, if one has. */
  slot: object | undefined = undefined;
  /** Its place among those of the same priority. */
  order: number = 0;
  /** Since when it has waited, if it was not sent to a free worker at once. */
  queuedAt: number = 0;
  /** What its worker's load counts it as, and whether it is done once it is answered. */
  cost: number = 0;
  isSteady: boolean = true;
  retriesLeft: number;
  /** Only of a task that can be cancelled. */
  queueDeadline: QueueDeadline | undefined = undefined;

  constructor(kind: TaskKind, parameters: readonly unknown[], options: RunOptions | undefined) {
    super(kind.name);
    this.kind = kind;
    this.parameters = parameters;
    this.options = options;
    this.priority = options === undefined ? 0 : (options.priority ?? 0);
    this.retriesLeft = options === undefined ? kind.retries : (options.idempotent ?? kind.retries);
  }

  /** Whether it is more urgent than `other`, or as urgent and older. */
  comesBefore(other: PoolTask): boolean {
    return this.priority === other.priority ? this.order < other.order : this.priority > other.priority;
  }

  override get timeLimit(): number | undefined {
    return this.options?.timeout;
  }
  /** What its connection has to know. */
  get callOptions(): CallOptions | undefined {
    const { options, queueDeadline } = this;
    if (options === undefined || (queueDeadline === undefined && !this.#hasTransferList)) return undefined;
    const { transfer, signal, grace } = options;
    return { transfer, signal, grace, timeout: queueDeadline?.left };
  }

  /** What was moved to a worker cannot be sent to another one. */
  get canBeSentAgain(): boolean {
    return !this.isMoved && !this.#hasTransferList && !areMoved(this.parameters);
  }
  get #hasTransferList(): boolean {
    return this.options !== undefined && this.options.transfer !== undefined && this.options.transfer.length > 0;
  }

  reject(makeError: () => unknown): void {
    this.resolve(
      raise(() => {
        const error = makeError();
        return HeddleError.is(error) ? asRaised(error) : error;
      }),
    );
  }
}
