import { type CheckedQuery, checkQuery } from '../../src/dialects/tracker/query-language/checker.ts';
import type { Faults } from '../../src/dialects/tracker/query-language/fault.ts';
import type { Lookups } from '../../src/dialects/tracker/query-language/lookups.ts';
import { parseQuery } from '../../src/dialects/tracker/query-language/parser.ts';
import { startOfDayIn } from '../../src/domain/days.ts';
import type { Expression } from '../../src/domain/filter.ts';

const ids = (found: Record<string, number[]>) => new Map(Object.entries(found));

/** What the names of a few things come to. */
export const lookups: Lookups = {
  queue: ids({ TEST: [1], DEV: [2] }),
  person: ids({ ann: [10], 'Иван Иванов': [11, 12] }),
  status: ids({ open: [20, 21], closed: [22] }),
  'status type': ids({ new: [20], inProgress: [23, 24], paused: [], Завершён: [22] }),
  board: ids({ Team: [30] }),
  issue: ids({ 'TEST-1': [40] }),
  sprint: ids({ '44': [44], 'Sprint 1': [44, 45] }),
  'sprint of board': ids({ '87': [44, 45] }),
  'running sprint of board': ids({ '87': [45], '88': [] }),
};

/** Wednesday noon in Moscow, three hours ahead of UTC. */
export const context = {
  me: 7,
  now: Date.parse('2026-04-08T09:00:30.500Z'),
  dayStart: (day: string) => startOfDayIn('Europe/Moscow', day),
};

/** A query of somebody in Moscow, checked against a few names. */
export function check(text: string): CheckedQuery | Faults {
  const parsed = parseQuery(text);
  return 'faults' in parsed ? parsed : checkQuery(parsed, lookups, context);
}

/** What it means. Throws its first fault. */
export function checked(text: string): CheckedQuery {
  const result = check(text);
  if ('faults' in result) throw new Error(`${text}: ${result.faults[0]?.message.en}`);
  return result;
}

const operators = { eq: '=', ne: '≠', lt: '<', le: '≤', gt: '>', ge: '≥' };

/** A filter in a spelling to be compared with; instants in Moscow's time. */
export function show(expression: Expression | undefined): string {
  switch (expression?.kind) {
    case undefined:
      return 'all';
    case 'literal':
      if (expression.type !== 'instant') return String(expression.value);
      return new Date(Number(expression.value) + 3 * 3_600_000).toISOString().replace(/:00\.000Z$|Z$/, '');
    case 'field':
      return expression.field;
    case 'and':
    case 'or':
      return `(${expression.terms.map(show).join(` ${expression.kind} `)})`;
    case 'not':
      return `not ${show(expression.term)}`;
    case 'compare':
      return `${show(expression.left)} ${operators[expression.operator]} ${show(expression.right)}`;
    case 'in':
      return `${show(expression.term)} in [${expression.list.map(show).join(', ')}]`;
    case 'related':
      return `${expression.relation} of [${expression.to.map(show).join(', ')}]`;
    case 'call':
      return `${expression.name}(${expression.args.map(show).join(', ')})`;
    case 'arithmetic':
    case 'choice':
      return expression.kind;
  }
}

/** Its filter, spelt to be compared with. */
export const shown = (text: string) => show(checked(text).filter);

/** What is wrong with it, and where. */
export function faultsOf(text: string): readonly string[] {
  const result = check(text);
  return 'faults' in result ? result.faults.map(({ at, kind, message }) => `${kind} at ${at}: ${message.en}`) : [];
}
