import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../test/support/evaluate-filter.ts';
import { iterationFields, now } from '../../../../test/support/iteration-list.ts';
import { checkFilter, checkOrder } from './checker.ts';
import { isTextFault } from './fault.ts';
import { createFieldNames } from './fields.ts';
import { parseFilter, parseOrder } from './parser.ts';

const row = {
  id: 3,
  projectId: 1,
  parentId: 2,
  name: 'Sample',
  path: 'Release\\Sample',
  sequence: 5,
  isRelease: false,
  startDate: '2013-10-02',
  endDate: '2013-10-16',
  minCapacity: null,
  maxCapacity: 0,
  createdBy: 'Ann',
  createdAt: Date.UTC(2013, 9, 10, 15, 30),
  lastModifiedBy: 'Bob',
  lastModifiedAt: Date.UTC(2013, 9, 11),
};

function check(text: string, fields = iterationFields) {
  return checkFilter({ text, fields, now: () => now }, parseFilter(text));
}

function truth(text: string): unknown {
  return evaluate(check(text), row);
}

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isTextFault(error)) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('a row passes', () => {
  it.each([
    "NAME eq 'Sample' and Id eq 3",
    "substringof('amp', name) and contains(name, 'amp') and not contains('amp', name)",
    'minCapacity eq null and null eq minCapacity and null eq null and not (null ne null)',
    'not (minCapacity lt 11) and not (minCapacity ge 11) and minCapacity ne 1',
    'sequence div 2 eq 2 and sequence divby 2 eq 2.5 and sequence div 2.0 eq 2.5 and -sequence mod 3 eq -2',
    'minCapacity add 1 eq null and 1 div maxCapacity eq null and length(null) eq null',
    'isRelease eq 0 and 1 ne isRelease and isRelease in (0) and isRelease lt true',
    "startDate eq '2013-10-02' and '2013-10-02' eq startDate and startDate in ('2013-10-02')",
    "createdAt eq datetime'2013-10-10' and createdAt eq '2013-10-10' and createdAt le 2013-10-10",
    'not (createdAt gt 2013-10-10) and not (createdAt lt 2013-10-10) and createdAt in (2013-10-10, null)',
    "createdAt eq datetime'2013-10-10T15:30' and createdAt eq 2013-10-10T17:30+02:00",
    "createdAt in (2013-10-10T15:30Z) and createdAt eq '2013-10-10T15:30:00'",
    "startDate eq datetime'2013-10-02T00:00:00' and startDate eq 2013-10-02T23:00-05:00",
    "startDate lt datetime'2013-10-02T01:00' and startDate le datetime'2013-10-02T01:00'",
    "datetime'2013-10-02T01:00' gt startDate and startDate gt datetime'2013-10-01T23:00'",
    "startDate ne datetime'2013-10-02T01:00' and not (startDate in (datetime'2013-10-02T01:00'))",
    'startDate le now() and createdAt gt now() and startDate lt createdAt and date(createdAt) eq 2013-10-10',
    'startDate in (2013-10-02T12:00Z) and now() gt mindatetime() and now() lt maxdatetime()',
    'hour(createdAt) eq 15 and minute(createdAt) eq 30 and hour(startDate) eq 0 and day(endDate) eq 16',
    "startDate gt datetime'0001-01-01T00:00:00' and endDate lt datetime'9999-12-31T23:59:59.9999999'",
    "name in ('x', 'Sample') and not (name in ()) and null in (1, null)",
    "substring(name, 1, 3) eq 'amp' and substring(name, -2) eq 'le' and indexof(name, 'z') eq -1",
    "concat(name, '!') eq 'Sample!' and replace(name, 'a', 'o') eq 'Somple' and name lt 'a'",
    'maxCapacity lt INF and maxCapacity gt -INF and round(2.5) eq 3 and round(-2.5) eq -3',
  ])('%s', (text) => {
    expect(truth(text)).toBe(true);
  });

  it('not on null alone', () => {
    expect(truth('null')).toBe(null);
    expect(truth('not null')).toBe(null);
    expect(truth('startswith(null, name)')).toBe(null);
  });
});

describe('what does not fit is refused before any row is read', () => {
  it.each([
    ['nmae eq 1', 'Unknown field at position 1: "nmae", perhaps name is meant'],
    ['id eq 1 and qwertz eq 1', 'Unknown field at position 13: "qwertz"'],
    ['id/name eq 1', 'Unknown field at position 1: "id/name", perhaps name is meant'],
    ['tp_risk_cf eq 1', 'Unknown field at position 1: "tp_risk_cf"'],
    ["startwith(name, 'a')", 'Unknown function at position 1: "startwith", perhaps startswith is meant'],
    ['geo.length(name) eq 1', 'Unknown function at position 1: "geo.length", perhaps length is meant'],
    ['startswith(name)', 'Type error at position 1: startswith takes 2 argument(s), not 1'],
    ['substring(name) eq name', 'Type error at position 1: substring takes 2 to 3 argument(s), not 1'],
    ['length(123) eq 12', 'Type error at position 8: length takes a text, not an integer'],
    ['substring(name, 1.5) eq name', 'Type error at position 17: substring takes an integer, not a number'],
    ['substring(name, 1, -1) eq name', 'Type error at position 1: substring takes no negative length'],
    ['name eq 1', 'Type error at position 6: a text and an integer cannot be compared by eq'],
    ["createdAt eq 'yesterday'", 'Type error at position 11: a date with time and a text cannot be compared by eq'],
    ['isRelease eq 2', 'Type error at position 11: a boolean and an integer cannot be compared by eq'],
    ["id in (1, 'a')", 'Type error at position 11: this value is not of the type before "in"'],
    ['name', 'Type error at position 1: a condition takes a boolean, not a text'],
    ['not name eq name', 'Type error at position 5: a condition takes a boolean, not a text'],
    ['name add 1 eq 2', 'Type error at position 1: add takes a number, not a text'],
    ['1 div 0 eq 1', 'Division by zero at position 7: div needs another divisor'],
    ['id mod -0.0 eq 1', 'Division by zero at position 8: mod needs another divisor'],
    ['id divby 0 eq 1', 'Division by zero at position 10: divby needs another divisor'],
    ['minCapacity eq NaN', 'Unsupported literal at position 16: NaN is not supported here'],
    ["name eq duration'PT8H'", 'Unsupported literal at position 9: duration is not supported here'],
    [
      "replace(replace(name, 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') eq ''",
      'Query too dear at position 1: replace could make too long a text',
    ],
  ])('%s', (text, message) => {
    expect(faultOf(() => check(text))).toBe(message);
  });

  it('an order key that is the same for every row', () => {
    const order = (text: string) => checkOrder({ text, fields: iterationFields, now: () => now }, parseOrder(text));
    expect(order('minCapacity ge maxCapacity desc, length(name)')).toHaveLength(2);
    expect(faultOf(() => order("name,''"))).toBe('Type error at position 6: an order key must name a field');
    expect(faultOf(() => order('bad'))).toBe('Unknown field at position 1: "bad"');
  });
});

describe('the fields of a work item are flat or below "fields"', () => {
  const fields = createFieldNames(
    {
      title: { type: 'text', nullable: false },
      kind: { type: 'text', nullable: false },
      label: { type: 'text', nullable: true },
    },
    { type: 'kind', 'fields/Name': 'title', 'fields/Type': 'label' },
  );

  it.each([
    ["name eq 'a'", 'title'],
    ["fields/NAME eq 'a'", 'title'],
    ["fields.Name eq 'a'", 'title'],
    ["type eq 'a'", 'kind'],
    ["fields/type eq 'a'", 'label'],
  ])('%s', (text, field) => {
    expect(check(text, fields)).toMatchObject({ left: { kind: 'field', field } });
  });

  it.each([
    "type eq 'Task' and projectId eq 1 and AssignedToID eq 5",
    "AssignedToID eq 3 and Status eq 'Done'",
    'id gt 10 and ((AssignedToID eq 1) or (AssignedToID eq 2)) and WorkCompleted eq null',
    "((name eq 'a') or (name eq 'b'))",
    "name eq 'Story' and Status eq 'Not Done'",
    "startswith(Name, 'API') and endswith(Name, 'API') or substringof('API', Name)",
    "createdAt eq DateTime'2013-10-10'",
  ])('what clients of TeamPulse really send is taken: %s', (text) => {
    const integer = { type: 'integer', nullable: true } as const;
    const label = { type: 'text', nullable: true } as const;
    const seen = createFieldNames(
      { integer, label, created: { type: 'instant', nullable: false } },
      {
        id: 'integer',
        projectId: 'integer',
        type: 'label',
        createdAt: 'created',
        'fields/Name': 'label',
        'fields/Status': 'label',
        'fields/AssignedToID': 'integer',
        'fields/WorkCompleted': 'integer',
      },
    );
    expect(check(text, seen).type).toBe('boolean');
  });

  it('a custom field that nobody made is missing from every item, whatever it is compared with', () => {
    for (const text of [
      'tp_Risk_cf eq 1',
      "fields/tp_Risk_cf eq 'a'",
      'tp_Risk_cf add 1 gt 2',
      'startswith(tp_a_cf, name)',
    ]) {
      expect(evaluate(check(text, fields), {})).not.toBe(true);
    }
    expect(evaluate(check('tp_Risk_cf eq null', fields), {})).toBe(true);
  });

  it('names must stand for something in the catalogue', () => {
    expect(() => createFieldNames({}, { Name: 'title' })).toThrow('Name stands for title');
  });
});
