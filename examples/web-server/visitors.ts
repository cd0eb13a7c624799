// The visitors, on a thread of their own: their clock must not wait for the server.

/** How long answers took, in milliseconds. */
export interface Latency {
  readonly answers: number;
  readonly median: number;
  readonly p99: number;
  readonly reports: number;
}

/** Asks for `/hello` every few milliseconds and, all the time, for `/report`. */
export async function visit(url: string, milliseconds: number): Promise<Latency> {
  const until = performance.now() + milliseconds;
  let reports = 0;
  const heavy = async (): Promise<void> => {
    while (performance.now() < until) {
      await get(`${url}/report`);
      reports += 1;
    }
  };
  const times: number[] = [];
  const light = async (): Promise<void> => {
    while (performance.now() < until) {
      const begun = performance.now();
      await get(`${url}/hello`);
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await Promise.all([heavy(), heavy(), light()]);
  times.sort((a, b) => a - b);
  const quantile = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
  return { answers: times.length, median: quantile(0.5), p99: quantile(0.99), reports };
}

async function get(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`Cannot get ${url}: status ${response.status}`);
}
