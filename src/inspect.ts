/**
 * `heddle/inspect`: what the threads, ports, pools and calls of this process do. Nothing listens, and nothing is measured, before one of these is called.
 *
 * @module
 */
export { instrument } from './inspect/instrument.ts';
export { trace, type Trace } from './inspect/start-trace.ts';
export { metricsText, watch } from './inspect/metrics.ts';
export { inspect, type Inspection, type InspectOptions } from './inspect/start-server.ts';
