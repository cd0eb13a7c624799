import { isArrayBuffer } from '../internal-slots.ts';
import type { Advice, ExplanationEntry } from './explanation.ts';
import type { Finding } from './finding.ts';
import { formatBytes } from './format-bytes.ts';
import type { MemoryLedger } from './memory-ledger.ts';
import { tryToMove } from './transfers.ts';

// Copying takes longer than moving from about here (bench/port/messages.bench.ts: 64 KB copied and 1 MB moved take the same time).
const WORTH_MOVING = 65_536;
const WORTH_SLICING = 1024;

/** Sentences about single entries. */
export function adviceOnEntries(entries: readonly ExplanationEntry[]): Advice[] {
  const advice: Advice[] = [];
  for (const entry of entries) {
    const { fate, note } = entry;
    if (fate === 'refused' && note.endsWith('must be in the transfer list'))
      advice.push(make('list', entry.path, `put ${entry.path} into the transfer list: it can only be moved`));
    else if (fate === 'refused') advice.push(make('omit', entry.path, `leave ${entry.path} out: ${note}`));
    else if (fate === 'moved' && entry.path.startsWith('transfer[') && entry.what !== 'MessagePort')
      advice.push(make('include', entry.path, `put ${entry.path} into the message too: the receiver cannot reach it otherwise`));
  }
  return advice;
}

/** A sentence about the place that keeps a message off the ring, if other data could take it there. */
export function adviceOnPath(path: string, entries: readonly ExplanationEntry[]): Advice[] {
  const isLost = entries.some((entry) => entry.path === path && (entry.aspect === 'prototype' || entry.aspect === 'accessor'));
  return isLost ? [make('plain', path, `send plain data at ${path}: the message may take the ring then`)] : [];
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
