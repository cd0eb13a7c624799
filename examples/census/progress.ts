import { SingleBar } from 'cli-progress';

import { formatBytes, formatCounted } from './format.ts';

/** How far the census is. What there is to do grows while files are still being found. */
export interface Progress {
  found(files: number, bytes: number): void;
  counted(files: number, bytes: number): void;
  stop(): void;
}

const LINE_EVERY_MILLISECONDS = 1000;

/** A bar where the stream is a terminal, a line a second where it is a file or a pipe. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? new ProgressBar(stream) : new ProgressLines(stream);
}

class ProgressBar implements Progress {
  readonly #bar: SingleBar;
  #files = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#bar = new SingleBar({
      stream,
      format: (_, { value, total }) => {
        const progress = total === 0 ? 0 : Math.min(1, value / total);
        const width = Math.max(10, Math.min(40, (stream.columns ?? 80) - 45));
        const done = Math.round(width * progress);
        const sizes = `${formatBytes(value)} of ${formatBytes(total)}`;
        return `${'█'.repeat(done)}${'░'.repeat(width - done)} ${Math.floor(progress * 100)}%  ${sizes}, ${formatCounted(this.#files, 'file')}`;
      },
      clearOnComplete: true,
      // The line is short enough; and a terminal whose wrapping was switched off would stay so after Ctrl-C.
      linewrap: true,
    });
    this.#bar.start(0, 0);
  }

  found(_files: number, bytes: number): void {
    this.#bar.setTotal(this.#bar.getTotal() + bytes);
  }

  counted(files: number, bytes: number): void {
    this.#files += files;
    this.#bar.increment(bytes);
  }

  stop(): void {
    this.#bar.stop();
  }
}

class ProgressLines implements Progress {
  readonly #stream: NodeJS.WriteStream;
  #found = { files: 0, bytes: 0 };
  #counted = { files: 0, bytes: 0 };
  #lastLine = performance.now();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  found(files: number, bytes: number): void {
    this.#found.files += files;
    this.#found.bytes += bytes;
  }

  counted(files: number, bytes: number): void {
    this.#counted.files += files;
    this.#counted.bytes += bytes;
    const now = performance.now();
    if (now - this.#lastLine < LINE_EVERY_MILLISECONDS) return;
    this.#lastLine = now;
    const { files: of, bytes: ofBytes } = this.#found;
    this.#stream.write(
      `census: ${formatCounted(this.#counted.files, 'file')} (${formatBytes(this.#counted.bytes)}) counted, ${formatCounted(of, 'file')} (${formatBytes(ofBytes)}) found so far\n`,
    );
  }

  stop(): void {}
}
