import type { Choice } from './close-plan.ts';
import { dayIn, daysBetween } from './days.ts';
import type { Receipt } from './receipt.ts';
import type { Circumstances } from './rollover-policy.ts';

/**
 * A stay of an item in an iteration. Instants are epoch milliseconds. `shareDone`, from 0 to 1: how much of its working time had
 * been spent when it went unfinished; null where nobody told what was left.
 */
export interface PassportStay {
  readonly iterationId: number;
  readonly title: string;
  readonly in: PassportStamp & { readonly how: 'added' | 'carried' | 'split' };
  /** Null while it is there. */
  readonly out:
    | (PassportStamp & { readonly how: Leaving; readonly receiptId: number | null; readonly shareDone: number | null })
    | null;
}

/** When an item came or went, and what it was worth then, in points. */
export interface PassportStamp {
  readonly at: number;
  readonly estimate: number | null;
}

/** `finished`: it was done or cancelled when the iteration closed; `kept`: it was neither, and stayed there. */
export type Leaving = 'left' | 'finished' | 'carried' | 'returned' | 'kept' | 'split' | 'cancelled';

/** A stay as it is stored, by the events that told of its beginning and its end. */
export interface StayOfItem {
  readonly iterationId: number;
  readonly title: string;
  readonly isClosed: boolean;
  readonly added: { readonly seq: number; readonly at: number };
  readonly ended: { readonly seq: number; readonly at: number } | null;
}

/** A change of an item's estimate. */
export interface EstimateChange {
  readonly seq: number;
  readonly before: number | null;
}

/**
 * Tells from where an item came into each iteration and where it went, and with which estimate. `receipts` are those of the
 * iterations it was in, and of those in which what it was split from was; `changes` are in their order.
 */
export function passportStays(
  itemId: number,
  estimate: number | null,
  stays: readonly StayOfItem[],
  receipts: readonly Receipt[],
  changes: readonly EstimateChange[],
): readonly PassportStay[] {
  // The first change after an event tells what held until then.
  const estimateAt = (seq: number) => {
    const later = changes.find((change) => change.seq > seq);
    return later === undefined ? estimate : later.before;
  };
  return stays.map(({ iterationId, title, isClosed, added, ended }) => {
    const stamp = { at: added.at, estimate: estimateAt(added.seq) };
    const come = { iterationId, title, in: { ...stamp, how: arrival(itemId, iterationId, added.at, receipts) } };
    if (ended !== null) {
      const out = {
        at: ended.at,
        estimate: estimateAt(ended.seq),
        how: 'left',
        receiptId: null,
        shareDone: null,
      } as const;
      return { ...come, out };
    }
    const receipt = receipts.findLast((each) => each.iterationId === iterationId && each.reversed === null);
    if (!isClosed || receipt === undefined) return { ...come, out: null };
    const group = receipt.content.groups.find(({ itemIds }) => itemIds.includes(itemId));
    const { closedAt: at, eventSeq, id: receiptId } = receipt;
    const shareDone = group === undefined ? null : doneOf(group.circumstances);
    return { ...come, out: { at, estimate: estimateAt(eventSeq), how: leaving(group?.choice), receiptId, shareDone } };
  });
}

/** When an item was first carried, or split off; null if it never was. Epoch milliseconds. */
export function firstCarry(stays: readonly PassportStay[]): number | null {
  const carries = stays.flatMap(({ in: come, out }) => [
    ...(come.how === 'split' ? [come.at] : []),
    ...(out?.how === 'carried' ? [out.at] : []),
  ]);
  return carries.length === 0 ? null : Math.min(...carries);
}

/**
 * For how many local days an item has been dragged along by an instant, the day of its first carry and the last one included,
 * as ages of work are counted; null if it was never carried. Epoch milliseconds.
 */
export function carryAgeDays(stays: readonly PassportStay[], zone: string, until: number): number | null {
  const first = firstCarry(stays);
  return first === null ? null : daysBetween(dayIn(zone, first), dayIn(zone, until)) + 1;
}

/** The share of the working time that had been spent, where anybody told what was left. */
function doneOf({ remainingShare }: Circumstances): number | null {
  return remainingShare === null ? null : Math.round((1 - remainingShare) * 1000) / 1000;
}

function arrival(
  itemId: number,
  iterationId: number,
  at: number,
  receipts: readonly Receipt[],
): PassportStay['in']['how'] {
  const atOnce = receipts.filter(({ closedAt }) => closedAt === at);
  if (atOnce.some(({ content }) => content.splits.some(({ childId }) => childId === itemId))) return 'split';
  const isCarried = atOnce.some(({ content }) =>
    content.groups.some(
      ({ choice, itemIds }) => choice.action === 'carry' && choice.to === iterationId && itemIds.includes(itemId),
    ),
  );
  return isCarried ? 'carried' : 'added';
}

function leaving(choice: Choice<number> | undefined): Leaving {
  switch (choice?.action) {
    case undefined:
      return 'finished';
    case 'carry':
      return 'carried';
    case 'return':
      return 'returned';
    case 'stay':
      return 'kept';
    case 'cancel':
      return 'cancelled';
    case 'split':
      return 'split';
  }
}
