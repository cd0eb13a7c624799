import { clock, errorMonitor, natives, portOfWorker } from '#platform';
import { locateError } from '../core/locate-error.ts';
import { explainFailure } from '../port/send-message.ts';
import { unlessItEnds } from './end-of-thread.ts';
import { Greeting } from './greeting.ts';
import type { Line, LineReceiver } from './line.ts';
import type { Message } from './messages.ts';
import { isTagged, TAG } from '../port/call-tag.ts';

/** A port or worker that is not heddle's: anything with `postMessage` and message events, of the Web or of Node. */
export interface ForeignPort {
  postMessage(message: unknown, transfer?: readonly object[]): void;
  addEventListener?(type: string, listener: (event: any) => void): void;
  removeEventListener?(type: string, listener: (event: any) => void): void;
  on?(type: string, listener: (value: any) => void): unknown;
  off?(type: string, listener: (value: any) => void): unknown;
  start?(): void;
  hasRef?(): boolean;
  unref?(): unknown;
}

const LONGEST_INTERVAL = 2 ** 31 - 1;

/** Messages of calls over a port that is not heddle's. */
export class ForeignLine implements Line {
  readonly kind = 'foreign';
  readonly sharesMemory: boolean;
  readonly #port: ForeignPort;
  #receiver: LineReceiver | undefined;
  readonly #ends: (() => void)[] = [];
  readonly #greeting = new Greeting(
    (message) => this.#port.postMessage([TAG, ...message]),
    (message) => this.#receiver!.message(message),
  );
  #holding: NodeJS.Timeout | undefined;

  constructor(port: ForeignPort) {
    this.#port = port;
    // Of anything else nobody knows where it leads.
    this.sharesMemory = port instanceof natives.MessagePort || port instanceof natives.Worker;
  }
  trySend(): number {
    return 0;
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    const sent = this.#greeting.sending(message, transfer);
    explainFailure(root, value, transfer, () => this.#port.postMessage([TAG, ...message], transfer));
    sent?.();
  }
  attach(receiver: LineReceiver): void {
    this.#receiver = receiver;
    const port = this.#port;
    const hadRef = port.hasRef?.();
    // Node's vocabulary first: what is a port of Node has both, and only this one tells of the end of a worker.
    if (typeof port.on === 'function') {
      this.#listen('message', (data) => this.#arrived(data));
      this.#listen('close', () => receiver.closed());
      if (port instanceof natives.Worker) this.#watchThread(port, receiver);
    } else {
      this.#listen('message', (event: { data: unknown }) => this.#arrived(event.data));
      this.#listen('close', () => receiver.closed());
      port.start?.();
    }
    // The runtime takes the first listener as a wish to stay alive, which is the program's to have.
    if (hadRef === false) port.unref?.();
    this.#greeting.begin();
  }
  /** Not by `ref()` and `unref()` of the port, by which the program says what it wants: `terminate()` of a worker does too. */
  hold(yes: boolean): void {
    clock.clearInterval(this.#holding);
    this.#holding = yes ? clock.setInterval(() => {}, LONGEST_INTERVAL) : undefined;
  }
  close(): void {
    for (const end of this.#ends.splice(0)) end();
    this.hold(false);
  }

  #watchThread(thread: InstanceType<typeof natives.Worker>, receiver: LineReceiver): void {
    const { threadId: id } = thread;
    let error: unknown;
    // Not as a listener, for whom alone the runtime would leave the error.
    this.#listen(errorMonitor, (thrown) => (error = thrown));
    let ended: (() => void) | undefined;
    portOfWorker(thread)?.on('close', () => (ended = unlessItEnds(() => receiver.closed())));
    this.#listen('exit', (code) => {
      ended?.();
      const reason = error === undefined ? `exit code ${code}` : `uncaught error: ${locateError(error).message}`;
      receiver.closed({ name: '', id, code, reason, error, loading: false });
    });
  }

  #arrived(data: unknown): void {
    if (isTagged(data)) this.#greeting.arrived(data.slice(1) as unknown as Message);
  }
  #listen(type: string | symbol, listener: (value: any) => void): void {
    const port = this.#port;
    if (typeof port.on === 'function') {
      port.on(type as string, listener);
      this.#ends.push(() => port.off?.(type as string, listener));
    } else {
      port.addEventListener?.(type as string, listener);
      this.#ends.push(() => port.removeEventListener?.(type as string, listener));
    }
  }
}
