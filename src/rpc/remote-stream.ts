/**
 * What a remote generator gives: it can be iterated over at once, or awaited first.
 */
export interface RemoteStream<T> extends Promise<AsyncIterableIterator<T> & AsyncDisposable>, AsyncIterable<T> {}
