import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDayIn } from '../../../domain/days.ts';
import type { Expression } from '../../../domain/filter.ts';
import { type CheckedQuery, checkQuery } from './checker.ts';
import type { Faults } from './fault.ts';
import { type Lookups, namesIn } from './lookups.ts';
import { parseQuery } from './parser.ts';

const ids = (found: Record<string, number[]>) => new Map(Object.entries(found));

const lookups: Lookups = {
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
const context = {
  me: 7,
  now: Date.parse('2026-04-08T09:00:30.500Z'),
  dayStart: (day: string) => startOfDayIn('Europe/Moscow', day),
};

function check(text: string): CheckedQuery | Faults {
  const parsed = parseQuery(text);
  return 'faults' in parsed ? parsed : checkQuery(parsed, lookups, context);
}

function checked(text: string): CheckedQuery {
  const result = check(text);
  if ('faults' in result) throw new Error(`${text}: ${result.faults[0]?.message.en}`);
  return result;
}

const operators = { eq: '=', ne: '≠', lt: '<', le: '≤', gt: '>', ge: '≥' };

/** A filter in a spelling to be compared with; instants in Moscow's time. */
function show(expression: Expression | undefined): string {
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

const shown = (text: string) => show(checked(text).filter);

function faultsOf(text: string): readonly string[] {
  const result = check(text);
  return 'faults' in result ? result.faults.map(({ at, kind, message }) => `${kind} at ${at}: ${message.en}`) : [];
}

const certain = { type: 'boolean', nullable: false } as const;
const integer = (value: number) => ({ kind: 'literal', type: 'integer', nullable: false, value }) as const;
const queueIs = (...values: readonly number[]) => ({
  kind: 'in',
  ...certain,
  term: { kind: 'field', field: 'projectId', type: 'integer', nullable: false },
  list: values.map(integer),
});
const inSprints = (...sprints: readonly number[]) => ({
  kind: 'related',
  ...certain,
  relation: 'iteration',
  to: sprints.map(integer),
});
const byUpdated = {
  expression: { kind: 'field', field: 'updatedAt', type: 'instant', nullable: false },
  direction: 'desc',
};

describe('queries that clients send get their whole meaning', () => {
  it.each<[string, unknown]>([
    ['Sprint: 44', { filter: inSprints(44), order: [] }],
    ['Sprint: "Sprint 1"', { filter: inSprints(44, 45), order: [] }],
    [
      'Queue: "TEST" AND Assignee: me() AND Resolution: empty() AND Sprint: "Sprint 1" "Sort by": Updated DESC',
      {
        filter: {
          kind: 'and',
          ...certain,
          terms: [
            queueIs(1),
            {
              kind: 'in',
              ...certain,
              term: { kind: 'field', field: 'assigneeId', type: 'integer', nullable: true },
              list: [integer(7)],
            },
            {
              kind: 'compare',
              ...certain,
              operator: 'eq',
              left: { kind: 'field', field: 'resolution', type: 'text', nullable: true },
              right: { kind: 'literal', type: 'text', nullable: true, value: null },
            },
            inSprints(44, 45),
          ],
        },
        order: [byUpdated],
      },
    ],
    [
      'Queue: TEST Status: open "Sort by": Updated DESC',
      {
        filter: {
          kind: 'and',
          ...certain,
          terms: [
            queueIs(1),
            {
              kind: 'in',
              ...certain,
              term: { kind: 'field', field: 'statusId', type: 'integer', nullable: false },
              list: [integer(20), integer(21)],
            },
          ],
        },
        order: [byUpdated],
      },
    ],
  ])('%s', (text, meaning) => {
    expect(check(text)).toEqual(meaning);
  });
});

describe('things are asked for by the ids that their names came to', () => {
  it.each([
    ['Queue: TEST, DEV', 'projectId in [1, 2]'],
    ['Очередь: !TEST', 'not projectId in [1]'],
    ['Queue: TEST, !DEV', '(projectId in [1] and not projectId in [2])'],
    ['Assignee: ann@, "Иван Иванов", me()', 'assigneeId in [10, 11, 12, 7]'],
    ['Assignee: empty(), me()', '(assigneeId in [7] or assigneeId = null)'],
    ['author: notEmpty()', 'not creatorId = null'],
    ['Modifier: !me()', 'not updaterId in [7]'],
    ['Followers: me(), ann', 'follower of [7, 10]'],
    ['Followers: empty()', 'not follower of []'],
    ['Sprint: notEmpty()', 'iteration of []'],
    ['Sprint: !44', 'not iteration of [44]'],
    ['Related: me()', '(creatorId in [7] or assigneeId in [7] or follower of [7])'],
    ['Tags: support, "wiki page"', 'tag of [support, wiki page]'],
    ['Status: !closed, !open', 'not statusId in [22, 20, 21]'],
    ['Board: Team', 'boardId in [30]'],
    ['"Sprints By Board": 87', 'iteration of [44, 45]'],
    ['"Sprint In Progress By Board": 87', 'iteration of [45]'],
    ['"Sprint In Progress By Board": 88', 'false'],
    ['Parent: TEST-1', 'parentId in [40]'],
    ['Key: test-1, TEST-2', '(key in [TEST-1, TEST-2] or alias of [TEST-1, TEST-2])'],
  ])('%s', (text, meaning) => {
    expect(shown(text)).toBe(meaning);
  });
});

describe('fixed lists know keys and names in both languages', () => {
  it.each([
    ['Priority: Blocker, critical, Низкий', 'priority in [blocker, critical, minor]'],
    ['"Status Type": inProgress, new', 'statusId in [23, 24, 20]'],
    ['"Тип статуса": Завершён', 'statusId in [22]'],
    ['"Status Type": paused', 'false'],
    ['"Status Type": !paused', 'not false'],
    ['"Status Type": !new "Status Type": !Завершён', '(not statusId in [20] and not statusId in [22])'],
    ['Type: Bug, Задача, SpikeTask', 'lower(type) in [bug, task, spiketask]'],
    [`Resolution: "Won't fix", fixed`, 'lower(resolution) in [wontfix, fixed]'],
    ['Resolution: unresolved()', 'resolution = null'],
    ['Resolution: !unresolved()', 'not resolution = null'],
  ])('%s', (text, meaning) => {
    expect(shown(text)).toBe(meaning);
  });
});

describe('texts are searched in any letter case', () => {
  const described = (part: string) => `(not descriptionFolded = null and contains(descriptionFolded, ${part}))`;

  it.each([
    ['Summary: "Login  PAGE login"', '(contains(titleFolded, login) and contains(titleFolded, page))'],
    ['Summary: #"Version 2.0"', 'contains(titleFolded, version 2.0)'],
    ['Summary: !"Login page"', 'not contains(titleFolded, login page)'],
    ['Summary: ~"UI Update"', 'not titleFolded = ui update'],
    ['Название: Ёлка', 'contains(titleFolded, ёлка)'],
    ['Description: wheel', described('wheel')],
    ['Description: !wheel', `not ${described('wheel')}`],
    ['Description: empty()', 'descriptionFolded = null'],
    [
      'login page',
      `((contains(titleFolded, login) or ${described('login')}) and (contains(titleFolded, page) or ${described('page')}))`,
    ],
    ['#"log in"', `(contains(titleFolded, log in) or ${described('log in')})`],
    ['Summary: ""', 'true'],
  ])('%s', (text, meaning) => {
    expect(shown(text)).toBe(meaning);
  });
});

describe('numbers and efforts are compared', () => {
  it.each([
    ['Story Points: 5, 8', 'estimate in [5, 8]'],
    ['Story Points: >=2.5', 'estimate ≥ 2.5'],
    ['Story Points: <5', 'estimate < 5'],
    ['Story Points: !>5', 'not estimate > 5'],
    ['Story Points: 1..5', '(estimate ≥ 1 and estimate ≤ 5)'],
    ['Story Points: !1...5', 'not (estimate ≥ 1 and estimate ≤ 5)'],
    ['Story Points: ..5, 13', '(estimate in [13] or estimate ≤ 5)'],
    ['Story Points: empty()', 'estimate = null'],
    ['"Original Estimate": "5d 2h 30m"', 'plannedMinutes in [2550]'],
    ['Estimate: <=1w', 'remainingMinutes ≤ 2400'],
    ['"Time Spent": >PT1H30M', 'spentMinutes > 90'],
    ['"Time Spent": P1W2DT3H..', 'spentMinutes ≥ 3540'],
  ])('%s', (text, meaning) => {
    expect(shown(text)).toBe(meaning);
  });
});

describe("dates are whole days of the caller's", () => {
  const created = (from: string, to: string) => `(createdAt ≥ ${from} and createdAt < ${to})`;

  it.each([
    ['Created: 2026-04-07', created('2026-04-07T00:00', '2026-04-08T00:00')],
    ['Created: 07-04-2026', created('2026-04-07T00:00', '2026-04-08T00:00')],
    ['Created: 07.04.2026', created('2026-04-07T00:00', '2026-04-08T00:00')],
    ['Created: 04/07/2026', created('2026-04-07T00:00', '2026-04-08T00:00')],
    ['Created: !2026-04-07', `not ${created('2026-04-07T00:00', '2026-04-08T00:00')}`],
    ['Created: >2026-04-07', 'createdAt ≥ 2026-04-08T00:00'],
    ['Created: >=2026-04-07', 'createdAt ≥ 2026-04-07T00:00'],
    ['Created: <2026-04-07', 'createdAt < 2026-04-07T00:00'],
    ['Created: <=2026-04-07', 'createdAt < 2026-04-08T00:00'],
    ['Created: 2026-01-01..2026-02-01', created('2026-01-01T00:00', '2026-02-02T00:00')],
    ['Created: ..2026-02-01', 'createdAt < 2026-02-02T00:00'],
    ['Created: 2026-04-07 10:00:00', created('2026-04-07T10:00', '2026-04-07T10:00:01.000')],
    ['Created: >"2026-04-07 10:00"', 'createdAt ≥ 2026-04-07T10:01'],
    ['Created: >=2026-04-07T10:00:00.000+0000', 'createdAt ≥ 2026-04-07T13:00'],
    ['Updated: today()', '(updatedAt ≥ 2026-04-08T00:00 and updatedAt < 2026-04-09T00:00)'],
    ['Created: week()', created('2026-04-06T00:00', '2026-04-13T00:00')],
    ['Created: month()', created('2026-04-01T00:00', '2026-05-01T00:00')],
    ['Created: month()-2M', created('2026-02-01T00:00', '2026-03-01T00:00')],
    ['Created: quarter()', created('2026-04-01T00:00', '2026-07-01T00:00')],
    ['Created: year()-1y', created('2025-01-01T00:00', '2026-01-01T00:00')],
    ['Created: >now()-12h', 'createdAt ≥ 2026-04-08T00:00:30.501'],
    ['Created: <= now()', 'createdAt < 2026-04-08T12:00:30.501'],
    ['Created: >=now()-7d', 'createdAt ≥ 2026-04-01T12:00:30.500'],
    ['Created: >=now()-"1M 1w"', 'createdAt ≥ 2026-03-01T12:00:30.500'],
    ['Created: >= today()-8h', 'createdAt ≥ 2026-04-07T16:00'],
    ['Created: today()-1w..today()', created('2026-04-01T00:00', '2026-04-09T00:00')],
    ['Deadline: today()', '(dueDay ≥ 2026-04-08 and dueDay < 2026-04-09)'],
    ['Deadline: <= today() +3d and deadline: >= today()', '(dueDay < 2026-04-12 and dueDay ≥ 2026-04-08)'],
    ['Deadline: <now()', 'dueDay < 2026-04-08'],
    ['Deadline: >"2026-04-07 10:00:00"', 'dueDay ≥ 2026-04-08'],
    ['Deadline: empty()', 'dueDay = null'],
    ['"Start Date": 2026-01-31', '(startDay ≥ 2026-01-31 and startDay < 2026-02-01)'],
    ['"End Date": week()', '(endDay ≥ 2026-04-06 and endDay < 2026-04-13)'],
    ['Resolved: >=2026-01-01', 'doneAt ≥ 2026-01-01T00:00'],
  ])('%s', (text, meaning) => {
    expect(shown(text)).toBe(meaning);
  });

  it('keeps to the shorter month', () => {
    const { filter } = checkQuery({ ...ofCreated('now()-1M') }, lookups, {
      ...context,
      now: Date.parse('2026-03-31T09:00:00Z'),
    }) as CheckedQuery;
    expect(show(filter)).toBe('(createdAt ≥ 2026-02-28T12:00 and createdAt < 2026-02-28T12:00:00.001)');
  });

  it('knows the local day near midnight, and days of 23 hours', () => {
    const dayStart = (day: string) => startOfDayIn('America/New_York', day);
    const at = (now: string) => {
      const { filter } = checkQuery(
        ofCreated('today()'),
        {},
        {
          me: 7,
          now: Date.parse(now),
          dayStart,
        },
      ) as CheckedQuery;
      return filter?.kind === 'and'
        ? filter.terms.map((term) => (term.kind === 'compare' ? show(term.right) : ''))
        : [];
    };
    const march8 = [dayStart('2026-03-08'), dayStart('2026-03-09')];
    expect((march8[1] ?? 0) - (march8[0] ?? 0)).toBe(23 * 3_600_000);
    const shownMarch8 = march8.map((value) => show({ kind: 'literal', type: 'instant', nullable: false, value }));
    expect(at('2026-03-08T05:00:00Z')).toEqual(shownMarch8);
    expect(at('2026-03-09T03:59:59Z')).toEqual(shownMarch8);
    expect(at('2026-03-09T04:00:00Z')).not.toEqual(shownMarch8);
  });
});

function ofCreated(value: string) {
  const parsed = parseQuery(`Created: ${value}`);
  if ('faults' in parsed) throw new Error(value);
  return parsed;
}

describe('a logic of conditions is kept', () => {
  it.each([
    ['', 'all'],
    ['"Sort by": Key', 'all'],
    ['NOT Queue: TEST', 'not projectId in [1]'],
    [
      'Queue: TEST OR NOT (Queue: DEV Sprint: 44)',
      '(projectId in [1] or not (projectId in [2] and iteration of [44]))',
    ],
  ])('%s', (text, meaning) => {
    expect(shown(text)).toBe(meaning);
  });
});

describe('an order goes by what a sort compares', () => {
  it.each([
    ['Updated DESC, Story Points', ['updatedAt desc', 'estimate asc']],
    ['Priority DESC', ['priorityRank desc']],
    ['Key DESC', ['projectId desc', 'keyLength desc', 'key desc']],
    ['Дедлайн', ['dueDay asc']],
  ])('%s', (keys, order) => {
    expect(checked(`"Sort by": ${keys}`).order.map((key) => `${show(key.expression)} ${key.direction}`)).toEqual(order);
  });
});

describe('what is asked for amiss is told, every condition of it', () => {
  it.each([
    ['storyPoints: 5', ['unknown name at 0: Filter storyPoints does not exist']],
    ['Queue: TEST "No Such": 5', ['unknown name at 12: Filter No Such does not exist']],
    ['text: x', ['unknown name at 0: Filter text does not exist']],
    [
      'Queue: NOPE, TEST Sprint: 99 Assignee: nobody@ "Sort by": Nothing, Tags',
      [
        'unknown value at 7: Queue "NOPE" does not exist',
        'unknown value at 26: Sprint "99" does not exist',
        'unknown value at 39: User "nobody@" does not exist',
        'unknown name at 58: Filter Nothing does not exist',
        'misfit at 67: Issues cannot be sorted by Tags',
      ],
    ],
    ['"Status Type": odd', ['unknown value at 15: Status Type "odd" does not exist']],
    ['Priority: odd', ['unknown value at 10: Priority "odd" does not exist']],
    ['Queue: >TEST', ['misfit at 7: Queue takes no such comparisons']],
    ['Queue: #TEST', ['misfit at 7: Queue takes no such comparisons']],
    ['Queue: TEST..DEV', ['misfit at 7: Queue takes no ranges']],
    ['Summary: >x', ['misfit at 9: Summary takes no such comparisons']],
    ['Created: #x', ['misfit at 9: Created takes no such comparisons']],
    ['Created: >empty()', ['misfit at 9: Created takes no such comparisons']],
    ['Assignee: unresolved()', ['misfit at 10: Assignee takes no such comparisons']],
    ['Assignee: empty()-1d', ['misfit at 10: Assignee does not take empty()']],
    ['Assignee: me()+1d', ['misfit at 10: Assignee does not take me()']],
    ['Queue: me()', ['misfit at 7: Queue does not take me()']],
    ['Assignee: today()', ['misfit at 10: Assignee does not take today()']],
    ['Created: me()', ['misfit at 9: Created does not take me()']],
    ['Created: soon()', ['misfit at 9: Created does not take soon()']],
    ['Summary: now()', ['misfit at 9: Summary does not take now()']],
    ['Story Points: now()', ['misfit at 14: Story Points does not take now()']],
    ['Story Points: many', ['misfit at 14: "many" is not a number']],
    ['Story Points: 1e5', ['misfit at 14: "1e5" is not a number']],
    ['Estimate: 5', ['misfit at 10: "5" is not a time such as "1w 2d 5h 30m"']],
    ['Estimate: 5M', ['misfit at 10: "5M" is not a time such as "1w 2d 5h 30m"']],
    ['Estimate: PT', ['misfit at 10: "PT" is not a time such as "1w 2d 5h 30m"']],
    ['Created: 2026-02-30', ['misfit at 9: "2026-02-30" is not a date between 1900 and 2200']],
    ['Created: soon', ['misfit at 9: "soon" is not a date between 1900 and 2200']],
    ['Created: now()-999999w', ['misfit at 9: "now()" is not a date between 1900 and 2200']],
    ['Created: today()+999999y', ['misfit at 9: "today()" is not a date between 1900 and 2200']],
    ['Created: today()-999999M', ['misfit at 9: "today()" is not a date between 1900 and 2200']],
    ['Created: now()+999999h+999999h', ['misfit at 9: "now()" is not a date between 1900 and 2200']],
  ])('%s', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it('tells the written name apart from the wording', () => {
    expect(check('Сложность: 5')).toEqual({
      faults: [
        {
          kind: 'unknown name',
          at: 0,
          subject: 'Сложность',
          message: { ru: 'Фильтр Сложность не существует', en: 'Filter Сложность does not exist' },
        },
      ],
    });
  });

  it('searches for 200 words and not one more', () => {
    const words = (count: number) => Array.from({ length: count }, (_, word) => `w${word}`).join(' ');
    expect(faultsOf(`Summary: "${words(200)}"`)).toEqual([]);
    expect(faultsOf(`Summary: "${words(200)}" Summary: x`)).toEqual([
      expect.stringMatching(/^too large at \d+: A query searches for at most 200 words$/),
    ]);
  });
});

it('any query that can be read gets a meaning or faults that stand in it, and nothing is thrown', () => {
  const name = fc.constantFrom(
    'Queue',
    'Key',
    'Summary',
    'Status Type',
    'Type',
    'Followers',
    'Sprint',
    'Created',
    'Deadline',
    'Related',
    'Story Points',
    'Time Spent',
    'Resolution',
    'Tags',
    'Nothing',
    'Sprint In Progress By Board',
  );
  const operand = fc.oneof(
    fc.constantFrom('TEST', '44', '88', 'done', 'fixed', '-5', '2.5', '1w', '2026-04-07', '"2026-04-07 10:00"', 'x y'),
    fc.constantFrom('empty()', 'notEmpty()', 'me()', 'unresolved()', 'soon()', 'now()-999999y', 'today()+1M'),
    fc.constantFrom('week()-999999d', 'year()+174y', 'quarter()', 'now()+999999h', 'month()-3s', 'now()'),
  );
  const value = fc
    .tuple(fc.constantFrom('', '!', '>', '<=', '#', '~', '!<'), operand, fc.constantFrom('', '', '..'), operand)
    .map(([sign, from, dots, to]) => (dots === '' ? `${sign}${from}` : `${from}${dots}${to}`));
  const condition = fc
    .tuple(name, fc.array(value, { minLength: 1, maxLength: 3 }))
    .map(([named, values]) => `"${named}": ${values.join(', ')}`);
  const query = fc
    .array(fc.tuple(condition, fc.constantFrom(' ', ' AND ', ' OR ', ' NOT ')), { minLength: 1, maxLength: 4 })
    .map((parts) => `${parts.flat().slice(0, -1).join('')} "Sort by": ${parts.length > 2 ? 'Tags' : 'Key'}`);
  fc.assert(
    fc.property(query, (text) => {
      const result = check(text);
      if (!('faults' in result)) return;
      expect(result.faults.length).toBeGreaterThan(0);
      for (const { at } of result.faults) expect(at).toBeLessThan(text.length);
    }),
    { numRuns: 3000 },
  );
});

describe('the names of a query', () => {
  it('are told once for each kind, with the place where they stand first', () => {
    const parsed = parseQuery(
      'Queue: TEST, DEV (Author: ann@ OR Assignee: ann) NOT Queue: !TEST Sprint: TEST, empty() Created: 2026-01-01 x: y',
    );
    expect('faults' in parsed ? parsed : namesIn(parsed)).toEqual([
      { kind: 'queue', text: 'TEST', at: 7 },
      { kind: 'queue', text: 'DEV', at: 13 },
      { kind: 'person', text: 'ann', at: 26 },
      { kind: 'sprint', text: 'TEST', at: 74 },
    ]);
  });
});
