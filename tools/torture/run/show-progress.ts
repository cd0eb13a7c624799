import { SingleBar } from 'cli-progress';
import type { Figures } from './area.ts';

/** A line of an area: a bar where the stream is a terminal, one line when it is done where it is a file or a pipe. */
export interface Line {
  update(figures: Figures): void;
  end(verdict: string, figures: Figures, seconds: number): void;
}

export const inWords = (figures: Figures): string =>
  Object.entries(figures)
    .map(([what, count]) => `${count.toLocaleString('en-US')} ${what}`)
    .join(', ');

export function lineOf(name: string, milliseconds: number, stream: NodeJS.WriteStream): Line {
  const padded = name.padEnd(16);
  const last: Line['end'] = (verdict, figures, seconds) => void stream.write(`${padded} ${verdict}  ${seconds} s  ${inWords(figures)}\n`);
  if (!stream.isTTY) return { update() {}, end: last };

  const start = performance.now();
  const bar = new SingleBar({
    stream,
    format: (_, { value, total }, { figures }: { figures: string }) => {
      const done = Math.min(20, Math.round((20 * value) / total));
      return `${padded} ${'█'.repeat(done)}${'░'.repeat(20 - done)}  ${figures}`.slice(0, (stream.columns ?? 80) - 1);
    },
    clearOnComplete: true,
    // The line is cut; and a terminal whose wrapping was switched off would stay so after Ctrl-C.
    linewrap: true,
  });
  bar.start(milliseconds, 0, { figures: '' });
  return {
    update: (figures) => bar.update(Math.min(milliseconds, performance.now() - start), { figures: inWords(figures) }),
    end(...parameters) {
      bar.stop();
      last(...parameters);
    },
  };
}
