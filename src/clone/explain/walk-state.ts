import type { ClonePlace } from '../clone-path.ts';
import type { CodecHost } from '../codec-host.ts';
import { IdentityTable } from '../identity-table.ts';
import { nameOfClass } from '../name-of-class.ts';
import { reasonOf } from '../refusal.ts';
import type { Refusal } from '../refused.ts';
import { Findings } from './finding.ts';
import { ForeignObjects } from './foreign-object.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { OwnLosses } from './own-losses.ts';
import { Transfers } from './transfers.ts';

/** Why a message is left to the runtime, and the first part that is the cause. */
export interface LeftToRuntime {
  readonly reason: Refusal;
  readonly place: ClonePlace | undefined;
  readonly value: unknown;
}

/** What the parts of one walk share. */
export class WalkState {
  readonly host: CodecHost;
  readonly findings: Findings = new Findings();
  readonly losses: OwnLosses = new OwnLosses(this.findings);
  readonly memory: MemoryLedger = new MemoryLedger(this.findings);
  readonly transfers: Transfers;
  readonly foreign: ForeignObjects;
  /** Numbers objects as the encoder does, so that references have the same size. */
  readonly seen: IdentityTable = new IdentityTable();
  /** The length of the frame so far; its first byte are the flags. */
  position = 1;
  /** Bytes of the frame that have entries of their own. */
  listed = 0;
  values = 0;
  left: LeftToRuntime | undefined = undefined;

  constructor(host: CodecHost, transfer: readonly object[]) {
    this.host = host;
    this.transfers = new Transfers(transfer, this.findings);
    this.foreign = new ForeignObjects(host.isProxy);
  }

  /** The codec would give up here. The first cause is what it would name. */
  leave(reason: Refusal, place: ClonePlace | undefined, value: unknown): void {
    this.left ??= { reason, place, value };
  }

  /** @param refusal - what the runtime says about it */
  refuse(reason: Refusal, place: ClonePlace | undefined, value: unknown, refusal = ''): void {
    this.leave(reason, place, value);
    const what = typeof value === 'object' ? (nameOfClass(value as object) ?? 'object') : typeof value;
    this.findings.refuses(place, what, reasonOf(value, refusal));
  }
}
