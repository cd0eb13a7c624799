import { isArrayBuffer } from '../internal-slots.ts';
import type { Advice, ExplanationEntry, MessagePath } from './explanation.ts';
import type { Finding } from './finding.ts';
import { formatBytes } from './format-bytes.ts';
import type { MemoryLedger } from './memory-ledger.ts';
import { tryToMove } from './transfers.ts';

// Copying takes longer than moving from about here (bench/port/messages.bench.ts: 64 KB copied and 1 MB moved take the same time).
const WORTH_MOVING = 65_536;
const WORTH_SLICING = 1024;

/** Sentences about single entries. */
export function adviceOnEntries(entries: readonly ExplanationEntry[], path: MessagePath): Advice[] {
  const advice: Advice[] = [];
  for (const entry of entries) {
    const { fate, note } = entry;
    if (fate === 'refused' && note.endsWith('must be in the transfer list'))
      advice.push(make('list', entry.path, `put ${entry.path} into the transfer list: it can only be moved`));
    else if (fate === 'refused') advice.push(make('omit', entry.path, `leave ${entry.path} out: ${note}`));
    else if (fate === 'moved' && entry.path.startsWith('transfer[') && entry.what !== 'MessagePort')
      advice.push(make('include', entry.path, `put ${entry.path} into the message too: the receiver cannot reach it otherwise`));
  }
  const foreign = path === 'native' ? entries.find(({ aspect }) => aspect === 'prototype' || aspect === 'accessor') : undefined;
  if (foreign) advice.push(make('plain', foreign.path, `send plain data at ${foreign.path}: the message may take the ring then`));
  return advice;
}

/** Sentences about memory that is copied. */
export function adviceOnMemory(memory: MemoryLedger, pathOf: (finding: Finding) => string): Advice[] {
  const advice: Advice[] = [];
  for (const { finding, buffer, viewed } of memory.memories) {
    if (finding.fate !== 'copied') continue;
    const path = pathOf(finding);
    const shown = finding.bytes - finding.hidden;
    if (finding.hidden >= WORTH_SLICING) {
      const slice = `new Uint8Array(${path})`;
      const how = viewed instanceof Uint8Array ? `send ${slice}` : `send a copy of its part`;
      const text = `slice before sending: ${path} shows ${formatBytes(shown)} of a buffer of ${formatBytes(finding.bytes)}; ${how}`;
      advice.push({ action: 'slice', path, bytes: finding.hidden, text });
    }
    if (shown >= WORTH_MOVING && isArrayBuffer(buffer) && tryToMove(buffer) === 'moves') {
      const entry = viewed ? `${path}.buffer` : path;
      const text = `move the ${formatBytes(finding.bytes)} at ${path}: put ${entry} into the transfer list`;
      advice.push({ action: 'move', path, bytes: finding.bytes, text });
    }
  }
  return advice;
}

function make(action: Advice['action'], path: string, text: string): Advice {
  return { action, path, bytes: 0, text };
}
