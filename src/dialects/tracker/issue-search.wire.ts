import { Type } from 'typebox';
import { type Doubts, type Fault, Refusal, refuseFaults, refuseUnreadable } from '../../domain/refusal.ts';
import type { Language, Texts } from './language.ts';
import type { Faults } from './query-language/fault.ts';
import { parseFilterObject } from './query-language/filter-object.ts';
import { parseQuery } from './query-language/parser.ts';
import { limits, type ParsedQuery } from './query-language/syntax-tree.ts';

const member = (description: string) => Type.Optional(Type.Unknown({ description }));

/** Body of a search and of a count: these keys and no others; null is as good as nothing (vendor page "Find issues"). */
export const IssueSearch = Type.Object(
  {
    filter: member('Object: field → value or list of values'),
    query: member('Text in the query language'),
    keys: member('Key of an issue, or a list of keys'),
    queue: member('Key of a queue'),
    filterId: member('Refused: there are no saved filters'),
    order: member('With filter: field with + or - before it, or a list of such'),
  },
  { additionalProperties: false },
);
export type IssueSearch = Type.Static<typeof IssueSearch>;

/** The four ways to say which issues are sought; no two of them go together. */
type Manner = 'queue' | 'keys' | 'filter' | 'query';
const manners: readonly Manner[] = ['queue', 'keys', 'filter', 'query'];

/** What is sought, its names yet to be looked up, and which member of the body said so; every issue, if none did. */
export interface Search {
  readonly manner: Manner | null;
  readonly parsed: ParsedQuery;
}

/** A body of which nothing is in doubt. @throws Refusal unsupported_media_type, malformed_body, invalid */
export function certainBody(body: IssueSearch, doubts: Doubts): IssueSearch {
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  return body;
}

/** Reads the body of a search. @throws Refusal invalid */
export function toSearch(body: IssueSearch, language: Language): Search {
  const asked = spokenOf(body);
  const [manner = null, ...others] = manners.filter((each) => asked[each] !== undefined);
  if (asked.filterId !== undefined) throw refused('filterId', 'reference', savedFilter, language);
  if (others.length > 0) throw refused('', 'rule', mixed, language);
  if (asked.order !== undefined && manner !== 'filter') throw refused('order', 'rule', orderAlone, language);
  return { manner, parsed: parsedBy(manner, asked, language) };
}

/** The members of a body that say something; an order by nothing does not. */
export function spokenOf(body: IssueSearch): IssueSearch {
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => value !== null && !(name === 'order' && Array.isArray(value) && value.length === 0),
    ),
  );
}

function parsedBy(manner: Manner | null, { queue, keys, filter, query, order }: IssueSearch, language: Language) {
  switch (manner) {
    case 'keys':
      return byKeys(toKeys(keys, language));
    case 'queue':
      return withoutFaults(parseFilterObject({ queue }, 'key'), 'queue', language);
    case 'query':
      if (typeof query !== 'string') throw refused('query', 'format', noText, language);
      return withoutFaults(parseQuery(query), 'query', language);
    case 'filter':
    case null:
      return withoutFaults(parseFilterObject(filter, order), 'filter', language);
  }
}

/** @throws Refusal invalid, with all that is wrong with the query; `field` is the member of the body that holds it */
export function withoutFaults<T extends object>(result: T | Faults, field: string, language: Language): T {
  if (!('faults' in result)) return result;
  // One member can have but one sentence.
  const message = result.faults.map((fault) => fault.message[language]).join('; ');
  const isUnreadable = result.faults.some(({ kind }) => kind === 'syntax' || kind === 'too large');
  throw new Refusal('invalid', message, {
    faults: [{ field, rule: isUnreadable ? 'format' : 'reference', message }],
  });
}

/** Keys are taken as they are, and found in the order of their queues. */
function byKeys(keys: readonly string[]): ParsedQuery {
  const at = 0;
  return {
    naming: 'ids',
    condition: {
      kind: 'condition',
      at,
      name: 'key',
      values: keys.map((text) => ({
        kind: 'value',
        at,
        negated: false,
        operator: 'is',
        operand: { kind: 'text', at, text },
      })),
    },
    order: [{ at, name: 'key', direction: 'asc' }],
  };
}

function toKeys(keys: unknown, language: Language): readonly string[] {
  const list: readonly unknown[] = Array.isArray(keys) ? keys : [keys];
  if (list.length > limits.values) throw refused('keys', 'length', tooManyKeys, language);
  return list.map((key) => {
    if (typeof key === 'string') return key;
    throw refused('keys', 'format', noKeys, language);
  });
}

function refused(field: string, rule: Fault['rule'], texts: Texts, language: Language): Refusal {
  const message = texts[language];
  return new Refusal('invalid', message, { faults: [{ field, rule, message }] });
}

const mixed: Texts = {
  ru: 'Можно использовать только ключи, очередь или поисковый запрос',
  en: 'You can only use keys, a queue, or a search query',
};
const savedFilter: Texts = {
  ru: 'Сохранённые фильтры не поддерживаются, используйте filter или query',
  en: 'Saved filters are not supported, use filter or query',
};
const orderAlone: Texts = {
  ru: 'Параметр order используется только вместе с filter',
  en: 'order is only used together with filter',
};
const noText: Texts = { ru: 'Ожидается строка на языке запросов', en: 'A text in the query language is expected' };
const noKeys: Texts = {
  ru: 'Ожидается ключ задачи или список ключей',
  en: 'An issue key or a list of them is expected',
};
const tooManyKeys: Texts = {
  ru: `Можно указать не больше ${limits.values} ключей`,
  en: `There can be at most ${limits.values} keys`,
};
