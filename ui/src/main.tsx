import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './api.ts';
import { Store } from './store.ts';

const store = new Store();
const root = document.getElementById('app')!;
/** To draw may take this part of the time; the rest is for whoever uses the page. */
const SHARE = 4;

let scheduled = false;
let notBefore = 0;
/** Why nothing comes any more. What was to be drawn before says it too. */
let problem: string | undefined;

function draw(): void {
  const begun = performance.now();
  render(<App store={store} problem={problem} />, root);
  notBefore = begun + (performance.now() - begun) * SHARE;
}

/** At most once for each snapshot, and not while nobody looks. */
function drawSoon(): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(
    () =>
      requestAnimationFrame(() => {
        scheduled = false;
        draw();
      }),
    Math.max(0, notBefore - performance.now()),
  );
}

function end(why: string): void {
  store.isLive = false;
  problem = why;
  draw();
}

root.replaceChildren();
follow((snapshot) => {
  store.add(snapshot);
  drawSoon();
}).then(
  () => end('The program has ended. The page shows what was last known.'),
  (error: Error) =>
    end(
      error.message.startsWith('Refused')
        ? 'The address is not complete: its token is missing or wrong.'
        : `Connection lost: ${error.message}`,
    ),
);
