import { Buffer, type ServerResponse } from '#node';

/**
 * A body that comes in pieces which cannot be held back: those of a heap snapshot. A client that takes them too slowly loses its connection, which it sees as a
 * body that is cut off, before too much of it waits in memory.
 */
export class PiecewiseBody {
  readonly #response: ServerResponse;
  readonly #most: number;

  /** @param most - how many bytes may wait for the client */
  constructor(response: ServerResponse, most: number) {
    this.#response = response;
    this.#most = most;
  }

  write(piece: string): void {
    if (this.#response.destroyed) return;
    // As bytes it waits outside of the heap of this thread.
    this.#response.write(Buffer.from(piece));
    if (this.#response.writableLength > this.#most) this.#response.destroy();
  }

  /** @param patience - how long the client may take nothing of the rest, in milliseconds */
  end(patience: number): void {
    this.#response.setTimeout(patience, () => this.#response.destroy());
    this.#response.end();
  }
}
