import { clock, errorMonitor, natives, portOfWorker, type Timer } from '#platform';
import { locateError } from '../../core/locate-error.ts';
import { type ThreadEnd, unlessItEnds } from '../../thread/thread-end.ts';
import type { Line, LineReceiver } from './line.ts';
import { Meeting } from './meeting.ts';
import type { Message } from './messages.ts';

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
  readonly isOwn = false;
  readonly sharesMemory: boolean;
  readonly #port: ForeignPort;
  #receiver: LineReceiver | undefined;
  readonly #ends: (() => void)[] = [];
  readonly #meeting: Meeting;
  #holding: Timer | undefined;

  constructor(port: ForeignPort) {
    this.#port = port;
    // Of anything else nobody knows where it leads.
    this.sharesMemory = port instanceof natives.MessagePort || port instanceof natives.Worker;
    this.#meeting = new Meeting({
      post: (message, transfer) => (transfer.length > 0 ? port.postMessage(message, transfer) : port.postMessage(message)),
      movesPorts: this.sharesMemory,
      deliver: (message) => this.#receiver?.message(message),
    });
  }
  trySend(): number {
    return 0;
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    this.#meeting.send(message, transfer, root, value);
  }
  attach(receiver: LineReceiver): void {
    this.#receiver = receiver;
    const port = this.#port;
    const hadRef = port.hasRef?.();
    // Node's vocabulary first: what is a port of Node has both, and only this one tells of the end of a worker.
    if (typeof port.on === 'function') {
      this.#listen('message', (data) => void this.#meeting.arrived(data));
      this.#listen('close', () => this.#closed());
      if (port instanceof natives.Worker) this.#watchThread(port);
    } else {
      this.#listen('message', (event: { data: unknown }) => void this.#meeting.arrived(event.data));
      this.#listen('close', () => this.#closed());
      port.start?.();
    }
    // The runtime takes the first listener as a wish to stay alive, which is the program's to have.
    if (hadRef === false) port.unref?.();
    this.#meeting.begin();
  }
  /** Not by `ref()` and `unref()` of the port, by which the program says what it wants: `terminate()` of a worker does too. */
  hold(yes: boolean): void {
    clock.clearInterval(this.#holding);
    this.#holding = yes ? clock.setInterval(() => {}, LONGEST_INTERVAL) : undefined;
  }
  close(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#meeting.close();
    this.hold(false);
  }

  #watchThread(thread: InstanceType<typeof natives.Worker>): void {
    const { threadId: id } = thread;
    let error: unknown;
    // Not as a listener, for whom alone the runtime would leave the error.
    this.#listen(errorMonitor, (thrown) => (error = thrown));
    let ended: (() => void) | undefined;
    portOfWorker(thread)?.on('close', () => (ended = unlessItEnds(() => this.#closed())));
    this.#listen('exit', (code) => {
      ended?.();
      const reason = error === undefined ? `exit code ${code}` : `uncaught error: ${locateError(error).message}`;
      this.#closed({ name: '', id, code, reason, error, loading: false });
    });
  }

  /** What was sent before the end comes another way than the word of it. */
  #closed(end?: ThreadEnd): void {
    this.#meeting.drain();
    this.#receiver?.closed(end);
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
