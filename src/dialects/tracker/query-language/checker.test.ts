import { describe, expect, it } from 'vitest';
import { check, checked, context, lookups, show, shown } from '../../../../test/support/check-text.ts';
import { startOfDayIn } from '../../../domain/days.ts';
import { type CheckedQuery, checkQuery } from './checker.ts';
import { parseQuery } from './parser.ts';

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
