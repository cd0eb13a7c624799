import { clock } from '#platform';
import { watch as watchAll } from '../observe/beat.ts';
import { readPorts } from '../counters/read-ports.ts';
import { readThreads, type ThreadInSlot, type Traffic, trafficOf } from '../counters/read-threads.ts';
import { registry } from '../observe/registry.ts';
import { poolMetricsText } from './pool-metrics.ts';

/** One figure of each thread, in the words of Prometheus and OpenTelemetry. */
export interface Metric {
  /** With dots; Prometheus has underscores. */
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly unit: '' | 'bytes' | 'seconds';
  readonly help: string;
  /** What distinguishes several figures of one name. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly of: (thread: ThreadInSlot, traffic: Traffic) => number;
}

export const METRICS: readonly Metric[] = [
  {
    name: 'heddle.thread.utilization',
    kind: 'gauge',
    unit: '',
    help: 'How busy the event loop of the thread was of late, from 0 to 1.',
    of: ({ utilization }) => utilization,
  },
  {
    name: 'heddle.thread.delay',
    kind: 'gauge',
    unit: 'seconds',
    help: 'How late the last timer of the thread came.',
    of: ({ delay }) => delay / 1000,
  },
  {
    name: 'heddle.thread.heap',
    kind: 'gauge',
    unit: 'bytes',
    help: 'The heap of the thread that is in use.',
    of: ({ heapUsed }) => heapUsed,
  },
  {
    name: 'heddle.thread.silence',
    kind: 'gauge',
    unit: 'seconds',
    help: 'For how long the thread has measured nothing: more than a tenth of a second when it is blocked.',
    of: ({ at }) => (at > 0 ? Math.max(0, clock.sinceEpoch() - at) / 1000 : 0),
  },
  { name: 'heddle.messages.sent', kind: 'counter', unit: '', help: 'Messages that the thread has sent.', of: (_, { sent }) => sent },
  {
    name: 'heddle.messages.received',
    kind: 'counter',
    unit: '',
    help: 'Messages that have arrived in the thread.',
    of: (_, { received }) => received,
  },
  {
    name: 'heddle.messages.native',
    kind: 'counter',
    unit: '',
    help: "Of the messages sent, those that the runtime's own postMessage carried.",
    of: (_, { native }) => native,
  },
  ...(['copied', 'moved', 'shared'] as const).map((fate): Metric => ({
    name: 'heddle.messages.size',
    kind: 'counter',
    unit: 'bytes',
    help: 'Bytes that the thread has sent, by what became of them.',
    labels: { fate },
    of: (_, traffic) => traffic[fate],
  })),
];

/** Each figure of each thread that runs, as it is now. */
export function readMetrics(): { metric: Metric; labels: Readonly<Record<string, string>>; value: number }[] {
  const { counters } = registry();
  const ports = readPorts(counters);
  const threads = readThreads(counters).filter(({ state }) => state !== 'ended');
  const traffic = new Map(threads.map(({ slot }) => [slot, trafficOf(counters, slot, ports)]));
  return METRICS.flatMap((metric) =>
    threads.map((thread) => ({
      metric,
      labels: { thread: String(thread.number), name: thread.name, ...metric.labels },
      value: metric.of(thread, traffic.get(thread.slot)!),
    })),
  );
}

/**
 * The figures of all threads of the process and of the pools of this thread, in the text format of Prometheus. Those that a thread measures of itself,
 * such as its heap, are 0 unless somebody watches: see `watch()`.
 *
 * @example
 * ```ts
 * watch();
 * createServer((request, response) => response.end(metricsText())).listen(9464, '127.0.0.1');
 * ```
 * @source https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function metricsText(): string {
  const lines: string[] = [];
  let last = '';
  for (const { metric, labels, value } of readMetrics()) {
    const name = [metric.name.replaceAll('.', '_'), metric.unit, metric.kind === 'counter' ? 'total' : ''].filter(Boolean).join('_');
    if (name !== last) lines.push(`# HELP ${name} ${metric.help}`, `# TYPE ${name} ${metric.kind}`);
    last = name;
    lines.push(lineOf(name, labels, value));
  }
  lines.push(...poolMetricsText(lineOf));
  return `${lines.join('\n')}\n`;
}

function lineOf(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text.replaceAll(/[\\"\n]/g, escaped)}"`);
  return `${name}{${pairs.join(',')}} ${value}`;
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`;
}

/**
 * Makes all threads of the process measure themselves: utilization, delay and heap, ten times a second, and the time that some handlers take.
 *
 * @returns the way to stop that
 */
export function watch(): () => void {
  return watchAll(registry());
}
