const BALL = 0;
const END = -1;
/** Two threads on one core take a time slice for a trip: then nobody waits for all of them. */
const LONGEST = 5;

/** The thread that answers: spins until the other one ends the game. */
export function answerPings(memory: SharedArrayBuffer): void {
  const ball = new Int32Array(memory);
  for (let expected = 1; ; expected += 2) {
    let seen = Atomics.load(ball, BALL);
    while (seen !== expected && seen !== END) seen = Atomics.load(ball, BALL);
    if (seen === END) return;
    Atomics.store(ball, BALL, expected + 1);
  }
}

/**
 * The least that two threads need to answer each other: raw `Atomics`, both awake, nothing carried.
 *
 * @param start - makes another thread call {@link answerPings}
 * @returns the time of a trip there and back, in microseconds
 */
export function pingPong(start: (memory: SharedArrayBuffer) => void): number {
  const memory = new SharedArrayBuffer(4);
  const ball = new Int32Array(memory);
  start(memory);
  let trips = 0;
  let begun = 0;
  let elapsed = 0;
  for (let value = 1; ; value += 2) {
    Atomics.store(ball, BALL, value);
    while (Atomics.load(ball, BALL) === value);
    // The first trip waits for the other thread to wake.
    if (value === 1) begun = performance.now();
    else trips += 1;
    if (trips % 64 === 0 && trips > 0) elapsed = performance.now() - begun;
    if (elapsed > LONGEST || trips === 10_000) break;
  }
  elapsed ||= performance.now() - begun;
  Atomics.store(ball, BALL, END);
  return (elapsed * 1000) / trips;
}
