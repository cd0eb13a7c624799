// Streams of random messages between threads that are killed at random, for long: `npm run soak -- --seconds=600 --seed=1`.
// Memory that goes on growing, a message that is lost, duplicated, reordered or changed, or silence: exit code 1.
import { memoryUsage } from 'node:process';
import { parseArgs } from 'node:util';
import { runChaos } from '../test/chaos/run-chaos.ts';

/** What may come on top of the memory of the first fifth, which loads code and fills caches, in bytes. */
const GROWTH = 150 * 2 ** 20;
const REPORT_MILLISECONDS = 5_000;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } } });
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) throw new Error('Cannot soak: --seconds must be positive and --seed an integer');

const start = performance.now();
let reported = start;
let early = 0;
let late = 0;
console.log(`soak of seed ${seed}, ${seconds} s`);
const totals = await runChaos(seed, seconds * 1000, ({ lives, messages }) => {
  const now = performance.now();
  const { rss } = memoryUsage();
  if (now - start < seconds * 200) early = Math.max(early, rss);
  else if (now - start > seconds * 800) late = late === 0 ? rss : Math.min(late, rss);
  if (now - reported < REPORT_MILLISECONDS) return;
  reported = now;
  console.log(`${Math.round((now - start) / 1000)} s: ${messages} messages, ${lives} threads, ${Math.round(rss / 2 ** 20)} MiB`);
});
console.log(`${totals.messages} messages of ${totals.lives} threads, none lost, duplicated, reordered or changed`);
if (early > 0 && late - early > GROWTH) {
  console.error(`Cannot call memory flat: ${Math.round(early / 2 ** 20)} MiB at first, ${Math.round(late / 2 ** 20)} MiB at the end`);
  process.exitCode = 1;
}
