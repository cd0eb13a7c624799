import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { metrics, trace } from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { spawn, Worker, workerOf } from 'heddle';
import { instrument, metricsText, watch } from 'heddle/inspect';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

/** The value of a line, by its name and a part of its labels. */
function valueOf(name: string, label: string): number {
  const line = metricsText()
    .split('\n')
    .find((text) => text.startsWith(`${name}{`) && text.includes(label));
  return line === undefined ? Number.NaN : Number(line.split(' ').at(-1));
}

test('metricsText() has the figures of each thread, also of ports that were closed since', async () => {
  const stop = watch();
  const worker = new Worker(fixture('counters/echo.mjs'), { name: 'a "quoted"\\name' });
  const label = String.raw`name="a \"quoted\"\\name"`;
  for (let number = 0; number < 5; number += 1) {
    worker.postMessage(number);
    await once(worker as never, 'message');
  }
  worker.postMessage('text', [new ArrayBuffer(5000)]);
  await once(worker as never, 'message');
  while (!(valueOf('heddle_thread_heap_bytes', label) > 0)) await new Promise((resolve) => setTimeout(resolve, 10));
  const sent = valueOf('heddle_messages_sent_total', 'name="main"');
  assert.ok(sent >= 6);
  assert.equal(valueOf('heddle_messages_sent_total', label), 6);
  assert.equal(valueOf('heddle_messages_size_bytes_total', 'name="main",fate="moved"'), 5000);
  await worker.terminate();
  assert.equal(valueOf('heddle_messages_sent_total', 'name="main"'), sent, 'what was counted stays');
  assert.ok(Number.isNaN(valueOf('heddle_messages_sent_total', label)), 'a thread that has ended is not there');
  for (const line of metricsText().trimEnd().split('\n'))
    assert.match(line, /^(# (HELP|TYPE) heddle_\w+ .+|heddle_\w+\{(\w+="([^"\\]|\\.)*",?)+\} [\d.e+-]+)$/);
  stop();
});

test('instrument() gives OpenTelemetry spans of calls and metrics of threads', async () => {
  const spans = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1_000_000 });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);
  const stop = await instrument();
  const tasks = spawn<{ add(a: number, b: number): number; fail(): void }>(fixture('counters/tasks.mjs'), { name: 'adder' });
  assert.equal(await tasks.add(1, 2), 3);
  await assert.rejects(tasks.fail(), RangeError);
  await reader.forceFlush();
  assert.deepEqual(
    spans.getFinishedSpans().map(({ name, status, events }) => [name, status.code, events.map((event) => event.name)]),
    [
      ['add', 0, []],
      ['fail', 2, ['exception']],
    ],
  );
  const [resource] = exporter.getMetrics();
  const names = resource!.scopeMetrics.flatMap((scope) => scope.metrics.map(({ descriptor }) => descriptor.name));
  assert.ok(names.includes('heddle.messages.sent') && names.includes('heddle.thread.utilization'));
  stop();
  assert.equal(await tasks.add(1, 2), 3);
  assert.equal(spans.getFinishedSpans().length, 2, 'nothing after the end');
  await workerOf(tasks)!.terminate();
  await provider.shutdown();
});
