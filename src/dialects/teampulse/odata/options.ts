import type { Query } from '../../../domain/filter.ts';
import { checkFilter, checkOrder } from './checker.ts';
import { isTextFault, optionFault, type QueryFault } from './fault.ts';
import { type FieldNames, nearestName } from './fields.ts';
import { parseFilter, parseOrder } from './parser.ts';

/** What a list of one resource lets itself be asked. */
export interface ListResource {
  readonly fields: FieldNames;
  /** The members of one of its objects, as `$select` may name them. */
  readonly members: readonly string[];
  /** How many objects come when nobody says `$top`; null for all. */
  readonly defaultTop: number | null;
  /** The most that one answer holds when somebody says `$top`. */
  readonly largestTop: number;
}

/** The query options of one request, understood. */
export interface ListQuery {
  readonly query: Query;
  /** The `$top` that was sent, cut to the ceiling: what the envelope shows. */
  readonly top?: number;
  /** The `$skip` that was sent. */
  readonly skip?: number;
  /** The members to show, `id` always among them; all when undefined. */
  readonly select?: readonly string[];
  /** Set when the query names the present moment, and so means something else a moment later. */
  readonly asksNow?: true;
}

const longestQuery = 8_192;
const largestNumber = 2_147_483_647;

/**
 * Reads the part of a URL behind the `?`, still percent-encoded. Options without `$` are the caller's own and left
 * alone. `now`: epoch milliseconds. Gives the query, or every faulty option; never throws for any text.
 */
export function parseQueryOptions(
  resource: ListResource,
  rawQuery: string,
  now: number,
): ListQuery | { readonly faults: readonly QueryFault[] } {
  const { options, faults } = systemOptions(rawQuery);
  const read = <T>(option: string, reader: (value: string) => T): T | undefined => {
    const value = options.get(option);
    if (value === undefined) return undefined;
    try {
      return reader(value);
    } catch (error) {
      if (!isTextFault(error)) throw error;
      faults.push({ option, message: error.message, status: 400 });
      return undefined;
    }
  };

  const { fields } = resource;
  let asksNow = false;
  const clock = () => {
    asksNow = true;
    return now;
  };
  const filter = read('$filter', (text) => checkFilter({ text, fields, now: clock }, parseFilter(text)));
  const order = read('$orderby', (text) => checkOrder({ text, fields, now: clock }, parseOrder(text)));
  const sentTop = read('$top', readCount);
  const skip = read('$skip', readCount);
  const select = read('$select', (text) => readSelect(text, resource.members));
  read('$inlinecount', (text) => readChoice(text, ['allpages', 'none']));
  read('$count', (text) => readChoice(text, ['true', 'false']));
  const format = options.get('$format');
  const mediaType = format?.toLowerCase().split(';')[0]?.trim();
  if (mediaType !== undefined && mediaType !== 'json' && mediaType !== 'application/json') {
    faults.push({ option: '$format', message: 'Only json is offered.', status: 406 });
  }
  if (faults.length > 0) return { faults };

  const top = sentTop === undefined ? undefined : Math.min(sentTop, resource.largestTop);
  return {
    query: {
      ...(filter === undefined ? {} : { filter }),
      order: order ?? [],
      skip: skip ?? 0,
      limit: top ?? resource.defaultTop,
    },
    ...(top === undefined ? {} : { top }),
    ...(skip === undefined ? {} : { skip }),
    ...(select === undefined || select === null ? {} : { select }),
    ...(asksNow ? { asksNow } : {}),
  };
}

const known = ['$filter', '$orderby', '$top', '$skip', '$select', '$inlinecount', '$count', '$format'];
const unsupported = ['$expand', '$search', '$apply', '$compute', '$skiptoken'];

/** The `$` options by lower-case name, decoded once; repeated, unknown and undecodable ones are faults. */
function systemOptions(rawQuery: string): { options: Map<string, string>; faults: QueryFault[] } {
  const options = new Map<string, string>();
  const faults: QueryFault[] = [];
  const fault = (option: string, message: string) => {
    if (!faults.some((other) => other.option === option)) faults.push({ option, message, status: 400 });
  };
  if (rawQuery.length > longestQuery) {
    fault('query', `The query is longer than ${longestQuery} characters.`);
    return { options, faults };
  }
  for (const pair of rawQuery.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    if (name === null || !name.startsWith('$')) continue;
    const option = name.toLowerCase();
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
    if (unsupported.includes(option)) fault(option, 'This option is not supported.');
    else if (!known.includes(option)) fault(option, unknownOption(option));
    else if (options.has(option)) fault(option, 'This option may be given only once.');
    else if (value === null || value.includes('\0')) fault(option, 'The value is not text in UTF-8, percent-encoded.');
    else if (value.trim() === '') fault(option, 'The value is empty.');
    else options.set(option, value);
  }
  for (const { option } of faults) options.delete(option);
  return { options, faults };
}

function unknownOption(option: string): string {
  const nearest = nearestName(option, known);
  return nearest === null ? 'This option is not known.' : `This option is not known; perhaps ${nearest} is meant.`;
}

/** Percent-decoding, once; a plus is a blank. Null when the bytes are no UTF-8 text. */
function decode(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** Digits only; beyond 2^31 − 1 they count as that. */
function readCount(text: string): number {
  if (!/^\d+$/.test(text.trim())) throw optionFault('The value must be a whole number, 0 or more.');
  return Math.min(Number(text), largestNumber);
}

function readChoice(text: string, choices: readonly string[]): void {
  if (!choices.includes(text.trim().toLowerCase())) throw optionFault(`The value must be ${choices.join(' or ')}.`);
}

/** The members to show, in their own spelling; null for `*`. */
function readSelect(text: string, members: readonly string[]): readonly string[] | null {
  const names = text.split(',').map((name) => name.trim());
  const selected = new Set(['id']);
  for (const name of names) {
    const member = members.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (member !== undefined) selected.add(member);
    else if (name !== '*') throw optionFault(unknownMember(name, members));
  }
  return names.includes('*') ? null : members.filter((member) => selected.has(member));
}

function unknownMember(name: string, members: readonly string[]): string {
  const nearest = nearestName(name, members);
  return nearest === null
    ? `Unknown field "${name.slice(0, 128)}".`
    : `Unknown field "${name}", perhaps ${nearest} is meant.`;
}
