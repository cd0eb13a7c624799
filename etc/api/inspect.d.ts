// --- src/inspect.ts
export { inspect, type Inspection, type InspectOptions } from './inspect/start-server.ts';

// --- src/inspect/start-server.ts
export interface InspectOptions {
  port?: number;
}
export interface Inspection {
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export declare function inspect({ port }?: InspectOptions): Promise<Inspection>;
