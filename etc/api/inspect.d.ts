export { InspectOptions, Inspection, Trace, inspect, instrument, metricsText, trace, watch };

declare interface InspectOptions {
  port?: number;
}

declare interface Inspection {
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

declare interface Trace {
  readonly file: string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

declare function inspect({ port }?: InspectOptions): Promise<Inspection>;

declare function instrument(): Promise<() => void>;

declare function metricsText(): string;

declare function trace(file: string): Promise<Trace>;

declare function watch(): () => void;
