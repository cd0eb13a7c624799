/** What one call is to be, beside its target and parameters. */
export interface CallOptions {
  /** What of the parameters is moved instead of copied. */
  readonly transfer?: readonly object[];
}
