import { Type } from 'typebox';
import type { ChangeBoard } from '../../actions/index.ts';
import type { Fault } from '../../domain/refusal.ts';
import { StatusReference } from './board-columns.wire.ts';
import type { Language, Texts } from './language.ts';
import type { Faults } from './query-language/fault.ts';
import { parseFilterObject } from './query-language/filter-object.ts';
import { parseQuery } from './query-language/parser.ts';

const Words = Type.Record(Type.String(), Type.Unknown());
const Flag = Type.Optional(Type.Union([Type.Boolean(), Type.Null()]));
const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]));

/** A column that is kept as it was sent: of the backlog, or one that stands for no status. */
const KeptColumns = Type.Optional(
  Type.Union([
    Type.Array(
      Type.Object(
        {
          name: Type.String({ maxLength: 256 }),
          statuses: Type.Optional(Type.Array(StatusReference, { maxItems: 100 })),
          limit: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
    Type.Null(),
  ]),
);

/** Members of a body that say how a board is shown, alike in POST and PATCH; null is nothing. */
export const settingsMembers = {
  filter: Type.Optional(Type.Union([Words, Type.Null()])),
  orderBy: Text,
  orderAsc: Flag,
  query: Text,
  useRanking: Flag,
  backlogColumns: KeptColumns,
  nonParametrizedColumns: KeptColumns,
};
const SettingsBody = Type.Object(settingsMembers);
type SettingsBody = Type.Static<typeof SettingsBody>;

const bothGiven: Texts = {
  ru: 'Доска задаётся либо фильтром, либо запросом.',
  en: 'A board goes by a filter or by a query, not by both',
};

/**
 * What a body says of how a board is shown, and what is wrong with it. A filter takes the place of a query, and a query
 * that of a filter and its order.
 */
export function settingsIn(body: SettingsBody, faults: Fault[], language: Language): ChangeBoard['settings'] {
  const { filter, query, orderBy, orderAsc, useRanking, backlogColumns, nonParametrizedColumns: plainColumns } = body;
  const asked = query === '' ? null : query;
  const wanted = filter !== undefined && filter !== null && Object.keys(filter).length > 0 ? filter : null;
  checkQuery(filter === undefined ? {} : parseFilterObject(filter, undefined), 'filter', faults, language);
  checkQuery(parseFilterObject(undefined, orderBy), 'orderBy', faults, language);
  checkQuery(typeof asked === 'string' ? parseQuery(asked) : {}, 'query', faults, language);
  if (wanted !== null && typeof asked === 'string') {
    faults.push({ field: 'query', rule: 'rule', message: bothGiven[language] });
  }
  const withoutFilter = { filter: null, orderBy: null, orderAsc: null };
  return {
    ...(filter === undefined ? {} : wanted === null ? withoutFilter : { filter: wanted, query: null }),
    ...(asked === undefined ? {} : asked === null ? { query: null } : { ...withoutFilter, query: asked }),
    ...(orderBy === undefined ? {} : { orderBy }),
    ...(orderAsc === undefined ? {} : { orderAsc }),
    ...(useRanking === undefined ? {} : { useRanking }),
    ...(backlogColumns === undefined ? {} : { backlogColumns }),
    ...(plainColumns === undefined ? {} : { plainColumns }),
  };
}

/** A filter or a query is kept as it was written, so it is only parsed here. */
function checkQuery(parsed: Faults | object, field: string, faults: Fault[], language: Language): void {
  if (!('faults' in parsed)) return;
  const [fault] = parsed.faults;
  if (fault === undefined) return;
  const rule = fault.kind === 'unknown name' ? 'reference' : 'format';
  faults.push({ field, rule, message: fault.message[language] });
}
