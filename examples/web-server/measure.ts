import { spawn } from 'heddle';
import { listen, type Framework } from './server.ts';
import type { Latency } from './visitors.ts';

/** A table of how long `/hello` takes while reports are made, without workers and with them. */
export async function measure(framework: Framework, threads: number, milliseconds: number): Promise<string> {
  const visitors = spawn<typeof import('./visitors.ts')>(new URL('./visitors.ts', import.meta.url));
  const rows: string[] = [];
  for (const count of [0, threads]) {
    const server = await listen({ framework, threads: count, port: 0 });
    rows.push(row(count, await visitors.visit(server.url, milliseconds)));
    await server.close();
  }
  await visitors[Symbol.asyncDispose]();
  return [`/hello of ${framework} while reports are made`, 'workers  answers  median     p99  reports', ...rows].join('\n');
}

function row(workers: number, { answers, median, p99, reports }: Latency): string {
  return [String(workers).padStart(7), String(answers).padStart(8), ms(median), ms(p99), String(reports).padStart(8)].join(' ');
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(9);
}
