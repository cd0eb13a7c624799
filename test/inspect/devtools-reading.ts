import { TraceModel, type Types } from '@paulirish/trace_engine';
import type { TraceEvent } from '../../src/inspect/trace-events.ts';

/** What Chrome's DevTools make of a trace. */
export interface DevToolsReading {
  /** Whether they take it for one that is not of a browser, and show all that is in it. */
  readonly isGeneric: boolean;
  readonly processes: readonly string[];
  /** For each track its name and its slices. */
  readonly tracks: ReadonlyMap<number, { readonly name: string; readonly entries: readonly string[] }>;
  /** How many arrows have both ends. */
  readonly arrows: number;
}

/** Has the engine that reads traces for the panel "Performance" read one. */
export async function readByDevTools(events: readonly TraceEvent[]): Promise<DevToolsReading> {
  const model = TraceModel.Model.createWithAllHandlers();
  await model.parse(events as unknown as Types.Events.Event[], {});
  const { Meta, Renderer, Flows } = model.parsedTrace()!.data;
  const tracks = new Map<number, { name: string; entries: string[] }>();
  for (const { threads } of Renderer.processes.values())
    for (const [number, { name, entries }] of threads)
      tracks.set(number, { name: name ?? '', entries: entries.map((entry) => entry.name) });
  return {
    isGeneric: Meta.traceIsGeneric,
    processes: [...Meta.processNames.values()].map(({ args }) => args.name ?? ''),
    tracks,
    arrows: Flows.flows.length,
  };
}
