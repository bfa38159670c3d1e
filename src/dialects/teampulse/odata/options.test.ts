import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iterationList, now } from '../../../../test/support/iteration-list.ts';
import { parseQueryOptions } from './options.ts';

const parse = (rawQuery: string, resource = iterationList) => parseQueryOptions(resource, rawQuery, now);
const everything = { query: { order: [], skip: 0, limit: null } };

describe('options that are understood', () => {
  it('nothing asked for is everything', () => {
    expect(parse('')).toEqual(everything);
  });

  it('a page in an order', () => {
    expect(parse('$orderby=id%20desc&$top=1&$skip=20')).toEqual({
      query: {
        order: [{ expression: { kind: 'field', field: 'id', type: 'integer', nullable: false }, direction: 'desc' }],
        skip: 20,
        limit: 1,
      },
      top: 1,
      skip: 20,
    });
  });

  it('the most that one answer holds is 1,000, and without a word as much as the resource says', () => {
    expect(parse('$top=5000')).toEqual({ query: { order: [], skip: 0, limit: 1000 }, top: 1000 });
    expect(parse('', { ...iterationList, defaultTop: 100 })).toEqual({ query: { order: [], skip: 0, limit: 100 } });
    expect(parse('$top=0')).toEqual({ query: { order: [], skip: 0, limit: 0 }, top: 0 });
  });

  it('numbers beyond 2^31 − 1 count as that', () => {
    expect(parse('$skip=99999999999999999999')).toEqual({
      query: { order: [], skip: 2_147_483_647, limit: null },
      skip: 2_147_483_647,
    });
  });

  it('selected members come in their own order and spelling, id among them', () => {
    expect(parse('$select=PATH, name')).toEqual({ ...everything, select: ['id', 'name', 'path'] });
    expect(parse('$select=*,name')).toEqual(everything);
  });

  it.each([
    '$inlinecount=aLLpages',
    '$inlinecount=none',
    '$count=true',
    '$count=False',
    '$format=json',
    '$format=application/json;odata=verbose',
  ])('%s changes nothing', (query) => {
    expect(parse(query)).toEqual(everything);
  });

  it.each(['top=-1', 'filter=nonsense', 'callback=x&callback=y', '!deltatoken=04', '%zz=1', '&&', '=', 'a'])(
    '%s is the caller’s own business',
    (query) => {
      expect(parse(query)).toEqual(everything);
    },
  );

  it('a query that names the present moment is told from one that always means the same', () => {
    expect(parse('$filter=startDate le NOW()')).toMatchObject({ asksNow: true });
    expect(parse('$orderby=startDate le n%6Fw()')).toMatchObject({ asksNow: true });
    expect(parse("$filter=name eq 'now()'")).not.toHaveProperty('asksNow');
  });

  it('names are taken in any case and encoding, values are decoded once and a plus is a blank', () => {
    const expected = { query: { filter: { left: { field: 'name' }, right: { value: 'a+b %41' } } } };
    expect(parse('%24FILTER=name+eq+%27a%2Bb+%2541%27')).toMatchObject(expected);
  });
});

describe('options that are refused', () => {
  it.each([
    ['$top=-1', '$top', 'The value must be a whole number, 0 or more.'],
    ['$top=1.5', '$top', 'The value must be a whole number, 0 or more.'],
    ['$skip=x', '$skip', 'The value must be a whole number, 0 or more.'],
    ['$skip=', '$skip', 'The value is empty.'],
    ['$filter=%20', '$filter', 'The value is empty.'],
    ['$count', '$count', 'The value is empty.'],
    ['$count=1', '$count', 'The value must be true or false.'],
    ['$inlinecount=onions', '$inlinecount', 'The value must be allpages or none.'],
    ['$select=nmae', '$select', 'Unknown field "nmae", perhaps name is meant.'],
    ['$select=qwertz', '$select', 'Unknown field "qwertz".'],
    ['$expand=children', '$expand', 'This option is not supported.'],
    ['$Search=blue', '$search', 'This option is not supported.'],
    ['$fliter=true', '$fliter', 'This option is not known; perhaps $filter is meant.'],
    ['$noSuchOption=1', '$nosuchoption', 'This option is not known.'],
    ['$filter=true&$Filter=false', '$filter', 'This option may be given only once.'],
    ['$filter=%ff', '$filter', 'The value is not text in UTF-8, percent-encoded.'],
    ["$filter=name eq '%00'", '$filter', 'The value is not text in UTF-8, percent-encoded.'],
    ['$filter=name%20=%201', '$filter', 'Syntax error at position 6: unexpected character, found "= 1"'],
    ['$orderby=bad', '$orderby', 'Unknown field at position 1: "bad"'],
  ])('%s', (query, option, message) => {
    expect(parse(query)).toEqual({ faults: [{ option, message, status: 400 }] });
  });

  it('more than 8 KiB', () => {
    const message = 'The query is longer than 8192 characters.';
    expect(parse('a'.repeat(8192))).toEqual(everything);
    expect(parse('a'.repeat(8193))).toEqual({ faults: [{ option: 'query', message, status: 400 }] });
  });

  it('a format that is not JSON is not acceptable rather than wrong', () => {
    expect(parse('$format=atom')).toEqual({
      faults: [{ option: '$format', message: 'Only json is offered.', status: 406 }],
    });
  });

  it('all at once, one fault for each option', () => {
    const answer = parse('$top=x&$filter=a&$filter=b&$skip=-1&$bad=1&$bad=2');
    const options = 'faults' in answer ? answer.faults.map((fault) => fault.option) : [];
    expect(options).toEqual(['$filter', '$bad', '$top', '$skip']);
  });
});

it('any query gives a list or faults, never an exception', () => {
  const piece = fc.constantFrom(
    '$filter=',
    '$orderby=',
    '$top=',
    '$select=',
    '$count=',
    '&',
    '%24',
    '%',
    '%C3',
    '%A9',
    '+',
    '=',
    'name',
    'id',
    ' eq ',
    "'a'",
    '1',
    'null',
    '(',
    ')',
    ' and ',
    ' in ',
    'date',
    'now()',
    'createdAt',
    "'2013-10-10'",
    'startDate',
    'substring(',
    ',',
    '-1',
    ' div ',
  );
  const query = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(query, (rawQuery) => {
      const answer = parse(rawQuery);
      expect('faults' in answer ? answer.faults.length > 0 : answer.query.skip >= 0).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
