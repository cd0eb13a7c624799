export { HeddleError } from './core/heddle-error.ts';
export type { HeddleErrorCode } from './core/error-codes.ts';
