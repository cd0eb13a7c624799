import type { VNode } from 'preact';
import { milliseconds } from './format.ts';
import type { Store } from './store.ts';

/** A call that has waited so long is stuck, most probably. */
const STUCK = 10_000;

export function Calls({ store }: { store: Store }): VNode {
  const calls = [...store.pending.values()].toSorted((a, b) => a.since - b.since);
  return (
    <section id="calls" aria-labelledby="calls-title">
      <h2 id="calls-title">Calls that wait</h2>
      {calls.length === 0 ? (
        <p class="note">None has waited for longer than a second.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="calls-title">
          <table>
            <thead>
              <tr>
                <th scope="col">Task</th>
                <th scope="col">At</th>
                <th scope="col">From</th>
                <th scope="col" class="number">
                  For
                </th>
                <th scope="col">Made</th>
              </tr>
            </thead>
            <tbody>
              {calls.map((call) => (
                <tr key={`${call.thread} ${call.call}`}>
                  <th scope="row">{call.task}</th>
                  <td>{call.peer}</td>
                  <td>{store.nameOf(call.thread)}</td>
                  <td class={store.at - call.since > STUCK ? 'number bad' : 'number'}>{milliseconds(store.at - call.since)}</td>
                  <td>
                    {call.origin ? (
                      <pre>{call.origin}</pre>
                    ) : (
                      <span class="note">not known: before anybody watched, or one of too many</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
