// --- src/index.ts
export { HeddleError } from './core/heddle-error.ts';
export type { HeddleErrorCode } from './core/error-codes.ts';

// --- src/core/error-codes.ts
export type HeddleErrorCode =
  | 'HEDDLE_WORKER_NOT_FOUND'
  | 'HEDDLE_WORKER_UNREADABLE'
  | 'HEDDLE_WORKER_SCHEME'
  | 'HEDDLE_BLOB_NOT_FOUND'
  | 'HEDDLE_REMOTE_FORBIDDEN'
  | 'HEDDLE_REMOTE_FAILED'
  | 'HEDDLE_TRANSFORM_FAILED'
  | 'HEDDLE_TSCONFIG_INVALID'
  | 'HEDDLE_WORKER_DIED';
export declare const ERROR_CODES: Readonly<
  Record<
    HeddleErrorCode,
    {
      readonly happened: string;
      readonly remedy: string;
    }
  >
>;

// --- src/core/heddle-error.ts
export declare class HeddleError extends Error {
  readonly code: HeddleErrorCode;
  constructor(
    code: HeddleErrorCode,
    message: string,
    options?: {
      cause?: unknown;
    },
  );
  static is(value: unknown): value is HeddleError;
}
