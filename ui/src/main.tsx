import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './api.ts';
import { Store } from './store.ts';

const store = new Store();
const root = document.getElementById('app')!;
let scheduled = false;
/** At most once a frame, and not while nobody looks. */
function draw(problem?: string): void {
  if (problem === undefined && scheduled) return;
  scheduled = true;
  const now = (): void => {
    scheduled = false;
    render(<App store={store} problem={problem} />, root);
  };
  if (problem === undefined) requestAnimationFrame(now);
  else now();
}

root.replaceChildren();
follow((snapshot) => {
  store.add(snapshot);
  draw();
}).then(
  () => {
    store.isLive = false;
    draw('The program has ended. The page shows what was last known.');
  },
  (error: Error) => {
    store.isLive = false;
    draw(
      error.message.startsWith('Refused')
        ? 'The address is not complete: its token is missing or wrong.'
        : `Connection lost: ${error.message}`,
    );
  },
);
