import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfUtcDay } from '../../../domain/days.ts';
import { checkQuery } from './checker.ts';
import { parseFilterObject } from './filter-object.ts';
import { type Lookups, namesIn } from './lookups.ts';
import { parseQuery } from './parser.ts';
import type { ParsedQuery } from './syntax-tree.ts';

const context = { me: 7, now: Date.parse('2026-04-08T09:00:00Z'), dayStart: startOfUtcDay };

/** Every name is found, and has an id of its own. */
function lookUp(query: ParsedQuery): Lookups {
  const found: Record<string, Map<string, number[]>> = {};
  for (const { kind, text } of namesIn(query)) (found[kind] ??= new Map()).set(text, [text.length]);
  return found;
}

function meaning(query: ReturnType<typeof parseQuery>) {
  const result = 'faults' in query ? query : checkQuery(query, lookUp(query), context);
  return 'faults' in result
    ? result.faults.map(({ kind, subject, message }) => `${kind} ${subject}: ${message.en}`)
    : result;
}

describe('a structured filter means what the text of the same meaning does', () => {
  it.each<[unknown, unknown, string]>([
    [{ queue: 'TEST' }, undefined, 'Queue: TEST'],
    [{ sprint: '44' }, null, 'Sprint: 44'],
    [{ sprint: 44 }, null, 'Sprint: 44'],
    [{ sprint: [{ id: 44 }, { id: '45' }] }, null, 'Sprint: 44, 45'],
    [{ status: ['open', 'inProgress'] }, '+status', 'Status: open, inProgress "Sort by": Status'],
    [
      { queue: 'TEST', assignee: 'me()', resolution: 'empty()' },
      '-key',
      'Queue: TEST Assignee: me() Resolution: empty() "Sort by": Key DESC',
    ],
    [{ assignee: { login: 'ann' } }, ['-priority', 'updatedAt'], 'Assignee: ann "Sort by": Priority DESC, Updated'],
    [{ author: 'ann', createdBy: '!bob' }, [], 'Author: ann Author: !bob'],
    [{ created: { from: '2026-01-01', to: '2026-02-01' } }, null, 'Created: 2026-01-01..2026-02-01'],
    [{ updated: { from: 'now()-7d' } }, null, 'Updated: now()-7d..'],
    [
      { createdAt: { from: null, to: '2026-02-01T10:00:00.000+0000' } },
      null,
      'Created: ..2026-02-01T10:00:00.000+0000',
    ],
    [{ deadline: 'week()' }, null, 'Deadline: week()'],
    [{ dueDate: '!empty()' }, null, 'Deadline: !empty()'],
    [{ assignee: null }, null, 'Assignee: empty()'],
    [{ tags: ['support', 'wiki page', 'f(x)'] }, null, 'Tags: support, "wiki page", "f(x)"'],
    [{ storyPoints: 5 }, '-storyPoints', 'Story Points: 5 "Sort by": Story Points DESC'],
    [{ storyPoints: { from: 1, to: 5 } }, null, 'Story Points: 1..5'],
    [{ summary: 'login page' }, null, 'Summary: "login page"'],
    [{ priority: { key: 'critical' }, type: { key: 'bug' } }, null, 'Priority: critical Type: bug'],
    [{ statusType: '!done' }, null, 'Status Type: !done'],
    [{ parent: { key: 'TEST-1' }, boards: { name: 'Team' } }, null, 'Parent: TEST-1 Board: Team'],
    [{ spent: 'PT1H' }, null, 'Time Spent: PT1H'],
    [{}, null, ''],
    [null, '+created', '"Sort by": Created'],
  ])('%j sorted by %j', (filter, order, text) => {
    expect(meaning(parseFilterObject(filter, order))).toEqual(meaning(parseQuery(text)));
  });

  it('finds nothing when none of no values may hold', () => {
    expect(meaning(parseFilterObject({ status: [] }, null))).toEqual({
      filter: { kind: 'literal', type: 'boolean', nullable: false, value: false },
      order: [],
    });
  });
});

describe('a structured filter that is amiss is refused', () => {
  it.each<[unknown, unknown, string]>([
    [{ 'Story Points': 5 }, null, 'unknown name Story Points: Filter Story Points does not exist'],
    [{ __proto__: null, constructor: 5 }, null, 'unknown name constructor: Filter constructor does not exist'],
    [{}, '-nothing', 'unknown name nothing: Filter nothing does not exist'],
    ['queue', null, 'syntax filter: The filter must be an object'],
    [[], null, 'syntax filter: The filter must be an object'],
    [{ queue: [['TEST']] }, null, 'syntax queue: queue takes no such value'],
    [{ queue: {} }, null, 'syntax queue: queue needs an id, a key, a login or a name'],
    [{ queue: { id: {} } }, null, 'syntax queue: queue takes no such value'],
    [{ created: { from: null } }, null, 'syntax created: A range needs a beginning or an end'],
    [{ created: { from: [] } }, null, 'syntax created: created takes no such value'],
    [{}, 5.5, 'unknown name 5.5: Filter 5.5 does not exist'],
    [{}, {}, 'syntax order: order takes no such value'],
    [{ storyPoints: true }, null, 'misfit true: "true" is not a number'],
    [{ queue: 'a\0' }, null, 'syntax : The query is not well-formed text'],
    [{ queue: 'a'.repeat(8_193) }, null, 'too large : The query is longer than 8192 characters'],
    [{ tags: Array(1_001).fill('a') }, null, 'too large tags: A filter takes at most 1000 values'],
    [
      { tags: Array(1_000).fill('a'), sprint: Array(1_000).fill('a') },
      null,
      'too large filter: The filter has more than 2000 parts',
    ],
    [{}, Array(17).fill('key'), 'too large order: A query is sorted by at most 16 fields'],
  ])('%j sorted by %j', (filter, order, fault) => {
    expect(meaning(parseFilterObject(filter, order))).toEqual([fault]);
  });

  it('with a fault and never an exception, whatever it is', () => {
    const key = fc.constantFrom('queue', 'created', 'from', 'to', 'id', 'storyPoints', 'assignee', 'no');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('me()', '!empty()', 'now()-1w', '2026-01-01'),
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        value,
        fc.constantFrom(null, true, 5, -1.5),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(key, tie('json'), { maxKeys: 4 }),
      ),
    }));
    const filter = fc.oneof(json, fc.dictionary(key, json, { maxKeys: 4 }));
    fc.assert(
      fc.property(filter, json, (written, order) => {
        expect(meaning(parseFilterObject(written, order))).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });
});
