import fc from 'fast-check';

/** Random filters over work items, as a client would write them: of any spelling, and true of some items. */

const fields = {
  number: [
    'id',
    'projectId',
    'PROJECTID',
    'AreaID',
    'fields/AreaID',
    'IterationID',
    'fields.IterationID',
    'AssignedToID',
    'TeamID',
    'ParentID',
    'BacklogPriority',
    'EstimateOptimistic',
    'estimateprobable',
    'EstimatePessimistic',
    'PertEstimate',
    'WorkRemaining',
    'WorkCompleted',
    'TfsID',
    'tp_Cost_cf',
    'fields/tp_COST_cf',
  ],
  text: [
    'Name',
    'name',
    'fields/Name',
    'Description',
    'type',
    'Status',
    'fields.Status',
    'createdBy',
    'tp_Risk_cf',
    'tp_No_cf',
  ],
  date: ['createdAt', 'lastModifiedAt'],
} as const;

const number = fc.oneof(
  fc.constantFrom(...fields.number),
  fc.integer({ min: -3, max: 12 }).map(String),
  fc.constantFrom('2.5', '0.1', '-1.5', '12L', '3M', '1e2', 'null'),
);
const text = fc.oneof(
  fc.constantFrom(...fields.text),
  fc.constantFrom("'Task'", "'Bug'", "'Done'", "'Active'", "'Not Done'", "'a'", "'It''s'", "'Ü'", "''", "'%'", 'null'),
);
const date = fc.oneof(
  fc.constantFrom(...fields.date),
  fc.constantFrom(
    "datetime'2026-01-02'",
    "DateTime'2026-01-02T03:04:05'",
    '2026-01-02T03:04:05Z',
    'now()',
    '2026-01-03',
    'null',
  ),
);
const comparison = fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge');

const { filter } = fc.letrec<{ number: string; text: string; filter: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    number,
    fc.tuple(tie('number'), fc.constantFrom('add', 'sub', 'mul', 'div', 'divby', 'mod'), number).map(inBrackets),
    tie('number').map((inner) => `-(${inner})`),
    tie('text').map((inner) => `length(${inner})`),
    fc.tuple(tie('text'), text).map(([whole, part]) => `indexof(${whole},${part})`),
    fc.tuple(fc.constantFrom('year', 'month', 'day', 'hour', 'minute', 'second'), date).map(called),
    fc.tuple(fc.constantFrom('round', 'floor', 'ceiling'), tie('number')).map(called),
  ),
  text: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.tuple(fc.constantFrom('tolower', 'toupper', 'trim'), tie('text')).map(called),
    fc.tuple(tie('text'), text).map(([one, other]) => `concat(${one},${other})`),
    fc.tuple(tie('text'), fc.integer({ min: -2, max: 3 })).map(([whole, from]) => `substring(${whole},${from})`),
    fc.tuple(tie('text'), text, text).map(([whole, what, by]) => `replace(${whole},${what},${by})`),
  ),
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.tuple(tie('number'), comparison, tie('number')).map(inBrackets),
    fc.tuple(tie('text'), comparison, tie('text')).map(inBrackets),
    fc.tuple(date, comparison, date).map(inBrackets),
    fc
      .tuple(fc.constantFrom('startswith', 'endswith', 'contains', 'substringof'), tie('text'), text)
      .map(([name, one, other]) => `${name}(${one},${other})`),
    fc.constantFrom(
      "type in ('Task','Bug')",
      'IterationID in (1,2,3)',
      'tp_Seen_cf eq true',
      'tp_Seen_cf',
      "Status in ('Done',null)",
    ),
    fc.tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter')).map(inBrackets),
    tie('filter').map((inner) => `not (${inner})`),
  ),
}));

function inBrackets(parts: readonly string[]): string {
  return `(${parts.join(' ')})`;
}

function called([name, argument]: readonly string[]): string {
  return `${name}(${argument})`;
}

/** Filters that make sense, or nearly: some compare what cannot be compared. */
export const workItemFilter: fc.Arbitrary<string> = filter;

/** Texts that are no filters, or were. */
export const brokenFilter: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '(',
        ')',
        ',',
        "'",
        ' ',
        'and',
        'or',
        'not',
        'eq',
        'Name',
        'id',
        '1',
        "'a'",
        '/',
        '.',
        'in',
        'tp_a_cf',
        'datetime',
      ),
      {
        maxLength: 24,
      },
    )
    .map((words) => words.join(' ')),
  fc.tuple(filter, fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 3 })).map(([whole, at, length, put]) => {
    const from = at % (whole.length + 1);
    return whole.slice(0, from) + put + whole.slice(from + length);
  }),
);
