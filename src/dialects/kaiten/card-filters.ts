import type { ItemType } from '../../domain/board-item.ts';
import { utcDay } from '../../domain/days.ts';
import type { Expression, Query, SortKey } from '../../domain/filter.ts';
import type { ItemCondition } from '../../domain/item.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import { folded } from '../../domain/text.ts';
import {
  all,
  among,
  any,
  type CardField,
  compare,
  contains,
  fieldOf,
  isMissing,
  isPresent,
  literal,
  negation,
  related,
} from './card-expressions.ts';
import { builtInType } from './card-types.wire.ts';
import { longestPage, pageIn, queryText } from './names.ts';

/** What a list of cards is asked for, in the core's terms. */
export interface CardQuery {
  readonly query: Query & { readonly limit: number };
  readonly conditions: readonly ItemCondition[];
  /** False where the clock decides too. */
  readonly isLasting: boolean;
}

/** What filters are read with. `now` in epoch milliseconds. */
export interface FilterContext {
  readonly types: readonly ItemType[];
  readonly now: number;
}

/**
 * Reads the parameters of a list of cards. What is not known asks for nothing, and so does a date or a flag that cannot be
 * read; a word among ids is the id of nothing.
 */
export function toCardQuery(parameters: unknown, context: FilterContext): CardQuery {
  const say = (name: string) => queryText(parameters, name);
  const { conditions, term } = conditionsIn(say);
  const terms = [
    ...(term === undefined ? [] : [term]),
    ...idFilters(say),
    ...peopleFilters(say),
    ...typeFilters(say, context),
    ...flagFilters(say, context.now),
    ...dateFilters(say),
    ...textFilters(say),
  ];
  return {
    query: {
      ...(terms.length === 0 ? {} : { filter: all(terms) }),
      order: orderIn(say),
      ...pageIn(parameters, longestPage),
    },
    conditions,
    isLasting: say('overdue') === undefined,
  };
}

type Say = (name: string) => string | undefined;

/** Numbers of a comma list; undefined when the parameter is not there. */
function idsIn(text: string | undefined): readonly number[] | undefined {
  return text?.split(',').flatMap((part) => (/^\d{1,15}$/.test(part.trim()) ? [Number(part)] : []));
}

function flagIn(text: string | undefined): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** Cancelled cards are shown as archived ones. */
function conditionsIn(say: Say): { readonly conditions: readonly ItemCondition[]; readonly term?: Expression } {
  const archived = flagIn(say('archived'));
  const wanted = idsIn(say('condition'))?.filter((each) => each >= 1 && each <= 3) ?? [archived === true ? 2 : 1];
  const cancelled = compare('eq', fieldOf('category'), literal('text', 'cancelled'));
  const is = (condition: ItemCondition) => compare('eq', fieldOf('condition'), literal('text', condition));
  const live = all([is('live'), negation(cancelled)]);
  const away = any([is('archived'), all([is('live'), cancelled])]);
  const shown = [live, away, is('deleted')].filter((_, place) => wanted.includes(place + 1));
  if (wanted.length === 1 && wanted[0] === 1) return { conditions: ['live'], term: negation(cancelled) };
  return {
    conditions: wanted.includes(3) ? ['live', 'archived', 'deleted'] : ['live', 'archived'],
    term: any(shown),
  };
}

const idFields: Readonly<Record<string, readonly CardField[]>> = {
  space_id: ['projectId'],
  board_id: ['boardId'],
  column_id: ['columnId', 'subcolumnId'],
  column_ids: ['columnId', 'subcolumnId'],
  lane_id: ['laneId'],
  owner_id: ['ownerId'],
  owner_ids: ['ownerId'],
  responsible_id: ['assigneeId'],
  responsible_ids: ['assigneeId'],
  card_ids: ['id'],
};
const excludedFields: Readonly<Record<string, readonly CardField[]>> = {
  exclude_board_ids: ['boardId'],
  exclude_column_ids: ['columnId', 'subcolumnId'],
  exclude_lane_ids: ['laneId'],
  exclude_owner_ids: ['ownerId'],
  exclude_card_ids: ['id'],
};

function idFilters(say: Say): Expression[] {
  const found = (names: typeof idFields) =>
    Object.entries(names).flatMap(([name, fields]) => {
      const ids = idsIn(say(name));
      return ids === undefined ? [] : [any(fields.map((field) => among(fieldOf(field), ids.map(numbered))))];
    });
  return [...found(idFields), ...found(excludedFields).map(negation)];
}

const numbered = (id: number) => literal('integer', id);

function peopleFilters(say: Say): Expression[] {
  const members = idsIn(say('member_ids'))?.map(numbered);
  const tagIds = idsIn(say('tag_ids'))?.map(numbered);
  const tag = say('tag');
  return [
    ...(members === undefined ? [] : [any([among(fieldOf('assigneeId'), members), relatedToAny('follower', members)])]),
    ...(tagIds === undefined ? [] : [relatedToAny('tagId', tagIds)]),
    ...(tag === undefined ? [] : [related('tag', [literal('text', tag)])]),
  ];
}

/** A relation to none of an empty list holds of nothing; the core takes an empty list for anything. */
function relatedToAny(relation: 'follower' | 'tagId', to: ReturnType<typeof numbered>[]): Expression {
  return to.length === 0 ? any([]) : related(relation, to);
}

/** Types that are known elsewhere alone are the built-in one here. */
function typeFilters(say: Say, { types }: FilterContext): Expression[] {
  return ['type_id', 'type_ids'].flatMap((name) => {
    const ids = idsIn(say(name));
    if (ids === undefined) return [];
    const own = types.filter((each) => ids.includes(each.id)).map((each) => literal('text', each.key));
    const all = types.map((each) => literal('text', each.key));
    return [
      any([
        among(fieldOf('type'), own),
        ...(ids.includes(builtInType.id) ? [negation(among(fieldOf('type'), all))] : []),
      ]),
    ];
  });
}

const categories = { 1: ['queued'], 2: ['in_progress'], 3: ['done', 'cancelled'] } as const;

function flagFilters(say: Say, now: number): Expression[] {
  const asap = flagIn(say('asap'));
  const states = idsIn(say('states'));
  const wanted = (test: Expression, is: boolean | undefined) => (is === undefined ? [] : [is ? test : negation(test)]);
  const isDue = isPresent(fieldOf('dueDay'));
  return [
    ...(asap === undefined ? [] : [compare('eq', fieldOf('asap'), numbered(asap ? 1 : 0))]),
    ...(states === undefined ? [] : [among(fieldOf('category'), states.flatMap(categoriesOf))]),
    ...wanted(isDue, flagIn(say('with_due_date'))),
    ...wanted(isOverdue(now), flagIn(say('overdue'))),
    ...wantedOfDone(flagIn(say('done_on_time'))),
  ];
}

function categoriesOf(state: number) {
  const found: readonly string[] = state === 1 || state === 2 || state === 3 ? categories[state] : [];
  return found.map((category) => literal('text', category));
}

const hasDueTime = compare('eq', fieldOf('hasDueTime'), numbered(1));

/** A due date without a time is over with its day. */
function isOverdue(now: number): Expression {
  return all([
    among(fieldOf('category'), [literal('text', 'queued'), literal('text', 'in_progress')]),
    any([
      all([hasDueTime, dueBefore(now)]),
      all([negation(hasDueTime), compare('lt', fieldOf('dueDay'), literal('day', utcDay(now)))]),
    ]),
  ]);
}

function wantedOfDone(onTime: boolean | undefined): Expression[] {
  if (onTime === undefined) return [];
  const doneDay: Expression = { kind: 'call', type: 'day', nullable: true, name: 'date', args: [fieldOf('doneAt')] };
  const inTime = any([
    all([hasDueTime, compare('le', fieldOf('doneAt'), fieldOf('dueAt'))]),
    all([any([negation(hasDueTime), isMissing(fieldOf('dueAt'))]), compare('le', doneDay, fieldOf('dueDay'))]),
  ]);
  const isDone = all([isPresent(fieldOf('doneAt')), isPresent(fieldOf('dueDay'))]);
  return [isDone, onTime ? inTime : negation(inTime)];
}

/** Where only the day is known, it begins at midnight. */
function dueBefore(at: number): Expression {
  return any([
    compare('lt', fieldOf('dueAt'), literal('instant', at)),
    all([isMissing(fieldOf('dueAt')), compare('le', fieldOf('dueDay'), literal('day', utcDay(at - 1)))]),
  ]);
}

function dueAfter(at: number): Expression {
  return any([
    compare('gt', fieldOf('dueAt'), literal('instant', at)),
    all([isMissing(fieldOf('dueAt')), compare('gt', fieldOf('dueDay'), literal('day', utcDay(at)))]),
  ]);
}

const momentFields = {
  created: 'createdAt',
  updated: 'updatedAt',
  first_moved_in_progress: 'startedAt',
  last_moved_to_done_at: 'doneAt',
} as const;

function dateFilters(say: Say): Expression[] {
  const moments = Object.entries(momentFields).flatMap(([name, field]) => {
    const before = instantIn(say(`${name}_before`));
    const after = instantIn(say(`${name}_after`));
    return [
      ...(before === undefined ? [] : [compare('lt', fieldOf(field), literal('instant', before))]),
      ...(after === undefined ? [] : [compare('gt', fieldOf(field), literal('instant', after))]),
    ];
  });
  const [before, after] = [instantIn(say('due_date_before')), instantIn(say('due_date_after'))];
  return [
    ...moments,
    ...(before === undefined ? [] : [dueBefore(before)]),
    ...(after === undefined ? [] : [dueAfter(after)]),
  ];
}

/** An instant; a date alone begins at midnight, and a time without a zone is one of UTC. */
function instantIn(text: string | undefined): number | undefined {
  const moment = text === undefined ? null : parseMoment(text);
  if (moment === null) return undefined;
  return moment.at ?? Date.parse(`${moment.day}T00:00:00.000Z`) + (moment.timeOfDay ?? 0);
}

/** Every word is sought in every row, so there may not be many of them. */
const mostWords = 20;
const searched = { title: 'titleFolded', description: 'descriptionFolded' } as const;

function textFilters(say: Say): Expression[] {
  const externalId = say('external_id');
  const words = folded(say('query') ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords);
  const named = say('search_fields')?.split(',') ?? [];
  const fields = Object.entries(searched).flatMap(([name, field]) => (named.includes(name) ? [field] : []));
  const sought = fields.length === 0 ? Object.values(searched) : fields;
  return [
    ...(externalId === undefined ? [] : [compare('eq', fieldOf('externalId'), literal('text', externalId))]),
    ...words.map((word) => any(sought.map((field) => contains(fieldOf(field), word)))),
  ];
}

const orders: ReadonlyMap<string, readonly CardField[]> = new Map([
  ['id', ['id']],
  ['created', ['id']],
  ['updated', ['updatedAt', 'id']],
  ['title', ['titleFolded']],
  ['due_date', ['dueDay', 'dueAt']],
  ['sort_order', ['sortOrder']],
  ['size', ['estimate']],
  ['state', ['categoryRank']],
  ['completed_at', ['doneAt']],
  ['last_moved_at', ['movedAt']],
  ['column_changed_at', ['columnAt']],
  ['board_id', ['boardId']],
  ['column_id', ['columnId']],
  ['lane_id', ['laneId']],
]);

/** Newest first where nothing is said, or nothing that is known. */
function orderIn(say: Say): readonly SortKey[] {
  const directions = say('order_direction')?.toLowerCase().split(',') ?? [];
  const keys = (say('order_by')?.split(',') ?? []).slice(0, 8).flatMap((name, place): SortKey[] => {
    const direction = (directions[place] ?? directions.at(-1)) === 'desc' ? 'desc' : 'asc';
    return (orders.get(name.trim()) ?? []).map((field) => ({ expression: fieldOf(field), direction }));
  });
  return keys.length > 0 ? keys : [{ expression: fieldOf('id'), direction: 'desc' }];
}
