import { Type } from 'typebox';
import type { CreateBoard } from '../../actions/index.ts';
import type { PersonName } from '../../domain/item.ts';
import { type Doubts, refuseUnreadable } from '../../domain/refusal.ts';
import { checkName, refuseAtOnce, soundMembers } from './board-body.ts';
import { ColumnList, toColumnPlans } from './board-columns.wire.ts';
import { settingsIn, settingsMembers } from './board-settings.wire.ts';
import { country } from './boards.wire.ts';
import type { Language, Texts } from './language.ts';
import { readId } from './references.ts';

const Id = Type.Union([Type.String(), Type.Integer()]);
const Thing = Type.Union([
  Id,
  Type.Object({ id: Type.Optional(Id), key: Type.Optional(Type.String()), login: Type.Optional(Type.String()) }),
  Type.Null(),
]);
type Thing = Type.Static<typeof Thing>;

const Flag = Type.Optional(Type.Union([Type.Boolean(), Type.Null()]));
const Words = Type.Record(Type.String(), Type.Unknown());

/**
 * Body of POST, the keys of the present page and of the older one together (vendor page "Create a board"): whichever
 * way it was sent, what it says is done.
 */
export const NewBoard = Type.Object(
  {
    name: Type.String(),
    defaultQueue: Type.Optional(Thing),
    boardType: Type.Optional(Type.Union([Type.Enum(['default', 'scrum', 'kanban']), Type.Null()])),
    country: Type.Optional(Thing),
    owner: Type.Optional(Thing),
    boardPermissionsTemplate: Type.Optional(Type.Union([Type.Enum(['private', 'public']), Type.Null()])),
    backlogAvailable: Flag,
    sprintsAvailable: Flag,
    columns: Type.Optional(Type.Union([ColumnList, Type.Null()])),
    autoFilters: Type.Optional(
      Type.Union([
        Type.Object(
          {
            addFilter: Type.Optional(Type.Union([Words, Type.Null()])),
            removeFilter: Type.Optional(Type.Union([Words, Type.Null()])),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
    ...settingsMembers,
  },
  { additionalProperties: false },
);
export type NewBoard = Type.Static<typeof NewBoard>;

/** The members of which each may name the queue, the first that does so being meant. */
const naming = ['defaultQueue', 'filter', 'autoFilters'] as const;

const texts = {
  country: { ru: 'Такой страны нет.', en: 'There is no such country' },
  private: {
    ru: 'Доску видят все, кому видна её очередь: закрытых досок здесь нет.',
    en: 'Whoever sees its queue sees a board; there are no private ones here',
  },
} satisfies Record<string, Texts>;

/**
 * What a POST asks for, and everything that is wrong with it. A body whose queue cannot be read is refused at once, as
 * it would otherwise ask for a new one.
 * @throws Refusal unsupported_media_type, malformed_body, invalid
 */
export function toNewBoard(body: NewBoard, doubts: Doubts, language: Language): CreateBoard {
  refuseUnreadable(doubts);
  const { members, faults } = soundMembers(body, doubts);
  if (faults.some(({ field }) => field === '' || naming.some((each) => each === field))) refuseAtOnce(faults);
  const { name: title = '', owner, columns, autoFilters } = members;
  if (members.name !== undefined) checkName(title, 'name', faults, language);
  if (members.country !== undefined && members.country !== null && wordOf(members.country) !== country.id) {
    faults.push({ field: 'country', rule: 'reference', message: texts.country[language] });
  }
  if (members.boardPermissionsTemplate === 'private') {
    faults.push({ field: 'boardPermissionsTemplate', rule: 'choice', message: texts.private[language] });
  }
  const settings = settingsIn(members, faults, language);
  const plans = columns === undefined || columns === null ? undefined : toColumnPlans(columns, faults, language);
  return {
    ...homeIn(members),
    title,
    ...kindOf(members),
    settings: { ...settings, ...autoFiltersIn(autoFilters) },
    ...(owner === undefined || owner === null ? {} : { owner: personNamed(owner) }),
    ...(plans === undefined ? {} : { columns: plans }),
    doubts: { ...doubts, faults },
  };
}

/** Every board can have sprints, but one that was asked for as simple or as kanban, or without a backlog. */
function kindOf(body: Partial<NewBoard>): Pick<CreateBoard, 'hasBacklog' | 'takesIterations'> {
  const isPlain = body.boardType === 'default' || body.boardType === 'kanban';
  // Sprints that are asked for need a backlog that is asked for.
  const hasBacklog = body.backlogAvailable ?? (!isPlain && body.sprintsAvailable !== true);
  return { hasBacklog, takesIterations: body.sprintsAvailable ?? (!isPlain && hasBacklog) };
}

function homeIn(body: Partial<NewBoard>): Pick<CreateBoard, 'home'> {
  const { defaultQueue, filter, autoFilters } = body;
  const named = {
    defaultQueue: defaultQueue === undefined || defaultQueue === null ? undefined : wordOf(defaultQueue),
    filter: queueIn(filter),
    autoFilters: queueIn(within(within(autoFilters?.addFilter, 'liveFilter'), 'fieldValues')),
  };
  const field = naming.find((each) => named[each] !== undefined);
  const word = field === undefined ? undefined : named[field];
  if (field === undefined || word === undefined) return {};
  const id = readId(word);
  return { home: { project: id === undefined ? { key: word } : { id }, field } };
}

/** The first queue that a filter asks for, if it names one outright. */
function queueIn(filter: unknown): string | undefined {
  const values = within(filter, 'queue');
  return queueWord(Array.isArray(values) ? values[0] : values);
}

/** The key or the number in a word, a fixed value or a reference. */
function queueWord(value: unknown): string | undefined {
  if (typeof value === 'object') {
    const inner = within(value, 'fixed') ?? within(value, 'key') ?? within(value, 'id');
    return inner === undefined ? undefined : queueWord(inner);
  }
  const isWord = (typeof value === 'string' || typeof value === 'number') && /^\w{1,64}$/.test(String(value));
  return isWord ? String(value) : undefined;
}

function within(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function wordOf(thing: Exclude<Thing, null>): string {
  return typeof thing === 'object' ? String(thing.key ?? thing.id ?? '') : String(thing);
}

function personNamed(thing: Exclude<Thing, null>): PersonName {
  const word = typeof thing === 'object' ? String(thing.login ?? thing.id ?? '') : String(thing);
  const id = readId(word);
  return id === undefined ? { login: word } : { id };
}

function autoFiltersIn(filters: NewBoard['autoFilters']): Pick<CreateBoard['settings'], 'autoFilters'> {
  if (filters === undefined || filters === null) return {};
  return {
    autoFilters: Object.fromEntries(Object.entries(filters).filter(([, filter]) => filter !== null)),
  };
}
