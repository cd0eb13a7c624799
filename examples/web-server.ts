// A web server that goes on answering in milliseconds while heavy work is done.
//
//     heddle examples/web-server.ts [--framework http|express] [--threads N] [--port N] [--measure [--seconds N]]
//
// GET /hello answers at once; GET /report computes for some 30 ms. With --threads 0 it does so where the requests are answered, and everybody waits.
// --measure asks for both at the same time, and says how long /hello took, with workers and without.
import { parseArgs } from 'node:util';
import { measure } from './web-server/measure.ts';
import { listen, type Framework } from './web-server/server.ts';

const { values } = parseArgs({
  options: {
    framework: { type: 'string', default: 'http' },
    threads: { type: 'string', default: '1' },
    port: { type: 'string', default: '8080' },
    measure: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '3' },
  },
});
const framework = oneOf('--framework', values.framework, ['http', 'express'] satisfies Framework[]);
const threads = wholeNumber('--threads', values.threads, 256);
const port = wholeNumber('--port', values.port, 65_535);

const seconds = wholeNumber('--seconds', values.seconds, 3600);

if (values.measure) console.log(await measure(framework, Math.max(threads, 1), seconds * 1000));
else {
  const server = await listen({ framework, threads, port });
  console.log(`${server.url}/hello and ${server.url}/report`);
  process.once('SIGINT', () => void server.close());
}

function oneOf<Word extends string>(option: string, word: string, words: readonly Word[]): Word {
  if (words.includes(word as Word)) return word as Word;
  console.error(`Cannot use ${JSON.stringify(word)} as ${option}: expected ${words.join(' or ')}`);
  process.exit(2);
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  console.error(`Cannot use ${JSON.stringify(text)} as ${option}: expected a whole number up to ${most}`);
  process.exit(2);
}
