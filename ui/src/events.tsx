import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { LoggedEvent } from '../../dist/src/observe/event-log.js';
import { time } from './format.ts';
import type { Store } from './store.ts';

function textOf(event: LoggedEvent): string {
  switch (event.type) {
    case 'worker':
      return event.what === 'close'
        ? `worker ${event.worker} closed with code ${event.exitCode}: ${event.reason}`
        : `worker ${event.worker} ${event.what === 'open' ? 'has run its script' : 'started'}`;
    case 'error':
      return `worker ${event.worker}: ${event.message}`;
    case 'warning':
      return `${event.code}: ${event.message}`;
    case 'pending':
      return `${event.task} of ${event.peer} waits for long`;
    case 'settled':
      return `call ${event.call} was ${event.failed ? 'rejected' : 'answered'}`;
    default:
      return '';
  }
}

function Errors({ store }: { store: Store }): VNode {
  return (
    <section id="errors" aria-labelledby="errors-title">
      <h2 id="errors-title">Recent errors</h2>
      {store.errors.length === 0 && <p class="note">None.</p>}
      {store.errors.map((error) => (
        <details key={`${error.at} ${error.worker}`}>
          <summary>
            <time dateTime={new Date(error.at).toISOString()}>{time(error.at)}</time> <b>{error.worker || 'a worker'}</b>: {error.message}
          </summary>
          <pre>{error.stack}</pre>
        </details>
      ))}
    </section>
  );
}

export function Events({ store }: { store: Store }): VNode {
  const [filter, setFilter] = useState('');
  const [type, setType] = useState('');
  const wanted = filter.toLowerCase();
  const rows = store.events
    .filter((event) => type === '' || event.type === type)
    .map((event) => ({ event, text: textOf(event) }))
    .filter(({ text }) => text.toLowerCase().includes(wanted));
  return (
    <>
      <Errors store={store} />
      <section id="events" aria-labelledby="events-title">
        <h2 id="events-title">Events</h2>
        <p class="filters">
          <label>
            Filter <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
          </label>{' '}
          <label>
            Type{' '}
            <select value={type} onChange={(event) => setType(event.currentTarget.value)}>
              <option value="">all</option>
              {['worker', 'error', 'warning', 'pending', 'settled'].map((name) => (
                <option value={name}>{name}</option>
              ))}
            </select>
          </label>
          <span class="note" role="status">
            {' '}
            {rows.length} of {store.events.length}
          </span>
        </p>
        <ol class="events" tabIndex={0} aria-label="Events, the latest first">
          {rows.slice(0, 200).map(({ event, text }) => (
            <li class={event.type}>
              <time dateTime={new Date(event.at).toISOString()}>{time(event.at)}</time> {text}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
