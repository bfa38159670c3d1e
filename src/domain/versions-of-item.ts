import type { ChangesOfItem } from './changes-of-item.ts';
import type { Item } from './item.ts';

/** What is told of an item as it was at some time. */
export interface ItemState
  extends Pick<
    Item,
    | 'description'
    | 'properties'
    | 'estimate'
    | 'estimateText'
    | 'boardId'
    | 'columnId'
    | 'subcolumnId'
    | 'laneId'
    | 'statusId'
    | 'condition'
  > {
  /** Names. */
  readonly tags: readonly string[];
}

/** A change of an item: the number of its event, and the version that it made. */
export interface ItemEvent {
  readonly seq: number;
  readonly at: number;
  readonly version: number;
  readonly changes: ChangesOfItem;
}

interface Moment {
  readonly seq: number;
  readonly at: number;
}

/** A stay of an item in an iteration, by the events of its beginning and its end. */
export interface StayInIteration {
  readonly added: Moment;
  readonly ended: Moment | null;
}

/** An item as it was from one event to the next. */
export interface ItemVersion extends ItemState, Moment {
  readonly version: number;
  /** Whether it was in the iteration. */
  readonly isIn: boolean;
}

const told = [
  'description',
  'properties',
  'estimate',
  'estimateText',
  'boardId',
  'columnId',
  'subcolumnId',
  'laneId',
  'statusId',
  'condition',
  'tags',
] as const satisfies readonly (keyof ItemState)[];

/**
 * What an item was at each step since it first came into an iteration, oldest first: at every change of it, and where it
 * came and went. `events` are the newest first; nothing is told of what was before `since`, an event's number.
 */
export function versionsOfItem(
  now: ItemState & { readonly version: number },
  events: readonly ItemEvent[],
  stays: readonly StayInIteration[],
  since: number,
): readonly ItemVersion[] {
  const moves = stays.flatMap(({ added, ended }) => (ended === null ? [added] : [added, ended]));
  const changed = new Set(events.map(({ seq }) => seq));
  const steps: (Moment & Partial<ItemEvent>)[] = [...events, ...moves.filter(({ seq }) => !changed.has(seq))];
  const first = Math.max(since, Math.min(...moves.map(({ seq }) => seq)));

  const versions: ItemVersion[] = [];
  let state: ItemState = now;
  let later = now.version + 1;
  for (const { seq, at, version, changes } of steps.sort((a, b) => b.seq - a.seq)) {
    if (seq < first) break;
    // Coming and going is a version too, though its event does not say which.
    later = version ?? Math.max(later - 1, 1);
    const isIn = stays.some(({ added, ended }) => added.seq <= seq && (ended === null || ended.seq > seq));
    versions.push({ ...stateOf(state), seq, at, version: later, isIn });
    if (changes !== undefined) state = undone(state, changes);
  }
  return versions.reverse();
}

function stateOf(state: ItemState): ItemState {
  const { description, properties, estimate, estimateText, boardId, columnId, subcolumnId, laneId } = state;
  const { statusId, condition, tags } = state;
  return {
    description,
    properties,
    estimate,
    estimateText,
    boardId,
    columnId,
    subcolumnId,
    laneId,
    statusId,
    condition,
    tags,
  };
}

/** The state before a change. */
function undone(state: ItemState, changes: ChangesOfItem): ItemState {
  return {
    ...state,
    ...Object.fromEntries(
      told.flatMap((field) => {
        const change = changes[field];
        return change === undefined ? [] : [[field, change[0]]];
      }),
    ),
  };
}
