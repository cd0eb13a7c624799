import type { HeddleErrorCode } from '../core/error-codes.ts';
import type { MessagePort } from '#node';
import type { FetchedScript, FetchScriptOptions } from './fetch-script.ts';

/** What the fetch thread is started with. */
export interface FetchThreadData {
  readonly state: Int32Array;
  readonly port: MessagePort;
}

/** To the fetch thread. */
export type FetchRequest = { readonly url: string; readonly options: FetchScriptOptions } | { readonly blob: Blob };

/** From the fetch thread. */
export type FetchAnswer =
  | { readonly script: FetchedScript }
  | { readonly text: string }
  | { readonly code: HeddleErrorCode; readonly message: string };

/**
 * The one cell of `FetchThreadData.state`. The asking thread moves `idle` to `busy` before it posts a request; the fetch thread moves `busy` to `idle`
 * after it posted the answer, and `idle` to `ended` before it ends: a request never reaches a thread that is about to end.
 */
export const FETCH_STATE = { idle: 0, busy: 1, ended: 2 } as const;
