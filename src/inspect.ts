/**
 * `heddle/inspect`: what the threads, ports, pools and calls of this process do. Nothing listens, and nothing is measured, before one of these is called.
 *
 * @module
 */
export { inspect, type Inspection, type InspectOptions } from './inspect/start-server.ts';
