import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { act, type Action } from './api.ts';
import { Calls } from './calls.tsx';
import { Detail } from './detail.tsx';
import { Events } from './events.tsx';
import { Graph } from './graph.tsx';
import { Pools } from './pools.tsx';
import { Ports } from './ports.tsx';
import { nameOf, type Store, type Thread } from './store.ts';
import { Summary } from './summary.tsx';
import { Threads } from './threads.tsx';

/** With more threads than this what is out of sight is not laid out. */
const LARGE = 60;

export function App({ store, problem }: { store: Store; problem: string | undefined }): VNode {
  const [selected, select] = useState<number>();
  const [said, say] = useState('');
  const thread = store.threads.find(({ number }) => number === selected);
  const run = (target: Thread, action: Action): void => {
    const name = nameOf(target);
    if (action === 'terminate' && !confirm(`Terminate ${name}? What it does is lost.`)) return;
    say(
      action === 'profile'
        ? `Profiling ${name} for 3 seconds…`
        : action === 'snapshot'
          ? `Taking the heap of ${name}…`
          : `Terminating ${name}…`,
    );
    act(target.number, action, name).then(say, (error: Error) => say(error.message));
  };
  return (
    <>
      <a class="skip" href="#threads">
        Skip to the threads
      </a>
      <header>
        <h1>heddle</h1>
        <p class={store.isLive ? 'state live' : 'state'} role="status">
          {problem ?? (store.isLive ? 'live' : 'connecting…')}
        </p>
        <nav aria-label="Sections">
          {['threads', 'ports', 'pools', 'calls', 'errors', 'events'].map((section) => (
            <a href={`#${section}`}>{section}</a>
          ))}
        </nav>
      </header>
      <p class="said" role="status" aria-live="polite">
        {said}
      </p>
      <main class={store.threads.length > LARGE ? 'large' : ''}>
        <Summary store={store} />
        <Threads store={store} selected={selected} select={select} run={run} />
        {thread && <Detail store={store} thread={thread} close={() => select(undefined)} run={run} />}
        <Graph store={store} select={select} />
        <Ports store={store} />
        <Pools store={store} />
        <Calls store={store} />
        <Events store={store} />
      </main>
    </>
  );
}
