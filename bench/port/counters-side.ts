// One contestant of counters.bench.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { watch } from '../../src/observe/beat.ts';
import { PortCounters } from '../../src/observe/port-counters.ts';
import { registry } from '../../src/observe/registry.ts';
import { KnownPeer } from '../../src/port/peer.ts';
import { ReceivingHalf } from '../../src/port/receiving-half.ts';
import { SendingHalf } from '../../src/port/sending-half.ts';
import type { Received } from '../../src/port/transport.ts';

const MESSAGES = 20_000;
const BATCH = 100;

/** What the code asks of counters, without counting. */
class Nothing {
  written(): void {}
  framed(): void {}
  posted(): void {}
  rang(): void {}
  deliver(receiver: { message(received: Received): void }, received: Received): void {
    receiver.message(received);
  }
}

const counters = workerData === 'nothing counted' ? (new Nothing() as unknown as PortCounters) : new PortCounters('channel', 1);
if (workerData === 'counted and watched') watch(registry());
const posted: unknown[] = [];
const sender = new SendingHalf((message) => void posted.push(message), counters, new KnownPeer(true));
const receiver = new ReceivingHalf(() => undefined);
let sum = 0;
const handler = {
  message(received: Received): void {
    sum += (received.data as { id: number }).id;
  },
};
const message = { type: 'job', id: 7 };

function run(): number {
  sum = 0;
  const begun = performance.now();
  for (let sent = 0; sent < MESSAGES; sent += BATCH) {
    for (let one = 0; one < BATCH; one += 1) sender.send(message, []);
    for (const data of posted.splice(0)) receiver.accept(data, []);
    for (let received = receiver.next(); received; received = receiver.next()) counters.deliver(handler, received);
    receiver.sleep();
  }
  const elapsed = performance.now() - begun;
  if (sum !== MESSAGES * message.id) throw new Error(`Cannot trust the figure: ${sum / message.id} of ${MESSAGES} messages arrived`);
  return (elapsed * 1e6) / MESSAGES;
}

parentPort!.on('message', () => parentPort!.postMessage(run()));
