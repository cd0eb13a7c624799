import type { Snapshot } from '../../dist/src/inspect/messages.js';

const token = new URLSearchParams(location.search).get('token') ?? '';
const headers = { authorization: `Bearer ${token}` };

/** Follows the program until it ends. */
export async function follow(take: (snapshot: Snapshot) => void): Promise<void> {
  const response = await fetch('api/live', { headers });
  if (!response.ok || !response.body) throw new Error(await response.text());
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop()!;
    for (const line of lines) take(JSON.parse(line) as Snapshot);
  }
}

/** What one can do with a thread. */
export type Action = 'profile' | 'snapshot' | 'terminate';

export async function act(thread: number, action: Action, name: string): Promise<string> {
  const response = await fetch(`api/threads/${thread}/${action}?seconds=3`, { method: 'POST', headers });
  if (!response.ok) throw new Error((await response.text()).trim());
  if (action === 'terminate') return `Asked the parent of ${name} to terminate it`;
  const extension = action === 'profile' ? 'cpuprofile' : 'heapsnapshot';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${name.replaceAll(/[^\w.-]+/g, '-')}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return `Saved ${link.download}; open it with the developer tools of Chrome or with an editor`;
}
