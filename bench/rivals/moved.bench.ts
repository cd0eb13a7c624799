// How long does a megabyte take that is moved to a worker and back?
//
// npm run bench:rivals
import { move, Pool } from 'heddle';
import { move as movePiscina, Piscina } from 'piscina';
import { compare, drive, expectResult, type Rival } from './compare.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const script = new URL('./moved-tasks.js', import.meta.url);
const pool = new Pool<typeof import('./moved-tasks.ts')>(script, { size: 1 });
const piscina = new Piscina({ filename: script.href, minThreads: 1, maxThreads: 1 });

const contestants: [name: string, run: (bytes: Bytes) => PromiseLike<unknown>, close: () => PromiseLike<unknown>][] = [
  ['heddle', (bytes) => pool.run('invert', [move(bytes)]), () => pool.close()],
  ['Piscina', (bytes) => piscina.run(movePiscina(bytes), { name: 'invertForPiscina' }), () => piscina.destroy()],
];
const rivals: Rival[] = [];
for (const [name, run, close] of contestants) {
  const first = (await run(new Uint8Array(1 << 20))) as Bytes;
  expectResult(name, [first.length, first[0]], [1 << 20, 255]);
  let bytes: Bytes = first;
  const trip = async (): Promise<void> => {
    bytes = (await run(bytes)) as Bytes;
  };
  rivals.push({
    name,
    measure: () => drive(trip, 300, 1),
    close: async () => void (await close()),
    ...(name !== 'heddle' && { isBase: true }),
  });
}
await compare('rivals/moved', 'how long a megabyte takes there and back', [() => ({ title: '1 MB moved in and out', rivals, goal: 1 })]);
