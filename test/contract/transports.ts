/** What the option `transport` takes; every test of messaging runs with each. */
export const TRANSPORTS = ['native', 'auto'] as const;
export type Transport = (typeof TRANSPORTS)[number];
