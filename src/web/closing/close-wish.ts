import type { ClosePlan, NewClosePlan } from '../../client/closes.ts';

/** Where unfinished items go: all of them, and each that goes elsewhere. */
export interface CloseWish {
  readonly all: Destination;
  /** The policy that decides about all instead; what goes to the next iteration by its rules goes to `all`. */
  readonly policyId: number | null;
  /** What is to be made, if anything goes there. */
  readonly newIteration: { readonly title: string; readonly start: string | null; readonly end: string | null };
  readonly items: Readonly<Record<number, ItemChoice>>;
  /** The day on which it really ended; null: at the close. */
  readonly finishedDay: string | null;
}

/** A place for unfinished items: an iteration by its number, a new one, the backlog, or where they are. */
export type Destination = number | 'new' | 'backlog' | 'stay';

/** What becomes of one item, when it is not what becomes of all. */
export interface ItemChoice {
  readonly to: Destination | 'cancel';
  /** Why it goes on once more. */
  readonly note?: string;
}

/** The words in which a plan is asked for. */
export function planOfWish({ all, policyId, newIteration, items, finishedDay }: CloseWish): NewClosePlan {
  const isNewWanted = all === 'new' || Object.values(items).some(({ to }) => to === 'new');
  return {
    ...(policyId === null ? { unfinished: unfinishedOf(all) } : { policyId }),
    ...(typeof all === 'number' ? { nextIterationId: all } : {}),
    ...(isNewWanted ? { newIteration } : {}),
    ...(finishedDay === null ? {} : { finishedDay }),
    items: Object.entries(items).map(([itemId, { to, note }]) => ({
      itemId: Number(itemId),
      ...targetOf(to),
      ...(note === undefined || note === '' ? {} : { note }),
    })),
  };
}

/** Where an item goes by a plan. */
export function destinationOf({ action, iterationId }: ClosePlan['items'][number]): ItemChoice['to'] {
  if (action === 'carry' || action === 'split') return iterationId ?? 'new';
  if (action === 'backlogTop' || action === 'backlogBottom') return 'backlog';
  return action === 'cancel' ? 'cancel' : 'stay';
}

/** Names a destination in a form. */
export function keyOf(to: ItemChoice['to']): string {
  return String(to);
}

/** The destination that a form names. */
export function destinationIn(key: string): ItemChoice['to'] {
  if (key === 'new' || key === 'backlog' || key === 'stay' || key === 'cancel') return key;
  return Number(key);
}

/** Names a policy in a form, beside destinations. */
export function keyOfPolicy(id: number): string {
  return `policy ${id}`;
}

/** The policy that a form names, or null where it names a destination. */
export function policyIn(key: string): number | null {
  const [word, id] = key.split(' ');
  return word === 'policy' ? Number(id) : null;
}

function unfinishedOf(all: Destination): NonNullable<NewClosePlan['unfinished']> {
  // With a new iteration, and none named, that is the next one.
  if (all === 'new') return 'next';
  if (all === 'backlog') return 'backlogTop';
  return all === 'stay' ? 'stay' : 'next';
}

function targetOf(to: ItemChoice['to']) {
  if (typeof to === 'number') return { to: 'iteration', iterationId: to } as const;
  if (to === 'new') return { to: 'newIteration' } as const;
  if (to === 'backlog') return { to: 'backlogTop' } as const;
  return { to } as const;
}
