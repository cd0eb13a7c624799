import { channelOf, type CallDiagnostic, diagnostics } from '../observe/diagnostics.ts';
import { METRICS, readMetrics, watch } from './metrics.ts';

type Api = typeof import('@opentelemetry/api');
type Span = import('@opentelemetry/api').Span;

/**
 * Gives OpenTelemetry a span for each call that this thread makes, and the figures of all threads as metrics. Needs the package `@opentelemetry/api`, with
 * whatever the program has registered there.
 *
 * @returns the way to stop that; rejects when the package is not installed
 * @example
 * ```ts
 * const stop = await instrument();
 * ```
 * @source https://opentelemetry.io/docs/specs/semconv/rpc/
 */
export async function instrument(): Promise<() => void> {
  const api: Api = await import('@opentelemetry/api');
  const ends = [traceCalls(api), meterThreads(api), watch()];
  return () => {
    for (const end of ends.splice(0)) end();
  };
}

function traceCalls({ trace, SpanKind, SpanStatusCode }: Api): () => void {
  const tracer = trace.getTracer('heddle');
  const spans = new WeakMap<object, Span>();
  const started = (call: CallDiagnostic): void => {
    const attributes = { 'rpc.system': 'heddle', 'rpc.method': call.task, 'heddle.peer': call.peer };
    spans.set(call, tracer.startSpan(call.task, { kind: SpanKind.CLIENT, attributes }));
  };
  const failed = (call: CallDiagnostic & { error: unknown }): void => {
    const span = spans.get(call);
    const error = call.error instanceof Error ? call.error : new Error(String(call.error));
    span?.recordException(error);
    span?.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
  };
  const ended = (call: CallDiagnostic): void => spans.get(call)?.end();
  const ends = [
    subscribe(diagnostics.callStart.name, started),
    subscribe(diagnostics.callError.name, failed),
    subscribe(diagnostics.callEnd.name, ended),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function subscribe(name: string, listener: (message: never) => void): () => void {
  const channel = channelOf(name);
  const own = (message: unknown): void => listener(message as never);
  channel.subscribe(own);
  return () => {
    channel.unsubscribe(own);
  };
}

function meterThreads({ metrics }: Api): () => void {
  const meter = metrics.getMeter('heddle');
  const names = new Map(METRICS.map((metric) => [metric.name, metric]));
  const instruments = new Map(
    [...names].map(([name, { kind, unit, help }]) => {
      const options = { description: help, unit: unit === 'bytes' ? 'By' : unit === 'seconds' ? 's' : '1' };
      return [
        name,
        kind === 'counter' ? meter.createObservableCounter(name, options) : meter.createObservableGauge(name, options),
      ] as const;
    }),
  );
  const all = [...instruments.values()];
  const observe = (result: import('@opentelemetry/api').BatchObservableResult): void => {
    for (const { metric, labels, value } of readMetrics()) result.observe(instruments.get(metric.name)!, value, labels);
  };
  meter.addBatchObservableCallback(observe, all);
  return () => meter.removeBatchObservableCallback(observe, all);
}
