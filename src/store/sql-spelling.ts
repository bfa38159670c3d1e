import { type RawBuilder, sql } from 'kysely';
import { largestOperand, smallestOperand } from '../domain/calculate.ts';
import type { ArithmeticOperator, DatePart } from '../domain/filter.ts';
import type { Bound } from './query-shape.ts';

/** A piece of SQL that can stand anywhere in an expression: a name, a call, or something in parentheses. */
export type Sql = RawBuilder<unknown>;

/** What the two engines say differently in a filter. No operand is written twice unless it is a name or a parameter. */
export interface Spelling {
  readonly text: (value: Bound) => Sql;
  readonly number: (value: Bound, isWhole: boolean) => Sql;
  /** Epoch milliseconds, and truth values as 0 and 1. */
  readonly integer: (value: Bound) => Sql;
  /** A column that holds text or a day, made to compare by code point. */
  readonly ordinal: (column: Sql) => Sql;
  readonly lower: (text: Sql) => Sql;
  readonly upper: (text: Sql) => Sql;
  readonly trim: (text: Sql, blanks: Sql) => Sql;
  /** Counted from 1; 0 when absent. */
  readonly position: (whole: Sql, part: Sql) => Sql;
  readonly substring: (text: Sql, start: Sql, length: Sql) => Sql;
  readonly replace: (text: Sql, what: Sql, by: Sql) => Sql;
  readonly arithmetic: (operator: ArithmeticOperator, left: Sql, right: Sql) => Sql;
  readonly round: (number: Sql) => Sql;
  readonly dateOfInstant: (instant: Sql) => Sql;
  /** A day, moved by whole calendar days. */
  readonly dayPlus: (day: Sql, days: number) => Sql;
  readonly partOfInstant: (part: DatePart, instant: Sql) => Sql;
}

const strftime: Readonly<Record<DatePart, string>> = {
  year: '%Y',
  month: '%m',
  day: '%d',
  hour: '%H',
  minute: '%M',
  second: '%S',
};

/** Needs `registerSqlFunctions` on the connection. */
export const sqliteSpelling: Spelling = {
  text: (value) => sql`${value}`,
  number: (value) => sql`${value}`,
  integer: (value) => sql`${value}`,
  ordinal: (column) => column,
  lower: (text) => sql`timebox_lower(${text})`,
  upper: (text) => sql`timebox_upper(${text})`,
  trim: (text, blanks) => sql`trim(${text}, ${blanks})`,
  position: (whole, part) => sql`instr(${whole}, ${part})`,
  substring: (text, start, length) => sql`timebox_substring(${text}, ${start}, ${length})`,
  replace: (text, what, by) => sql`timebox_replace(${text}, ${what}, ${by})`,
  arithmetic: (operator, left, right) => sql`${sql.raw(`timebox_${operator}`)}(${left}, ${right})`,
  round: (number) => sql`round(${number})`,
  dateOfInstant: (instant) => sql`strftime('%Y-%m-%d', ${instant} / 1000.0, 'unixepoch')`,
  dayPlus: (day, days) => sql`date(${day}, ${sql.lit(`${days} days`)})`,
  partOfInstant: (part, instant) => {
    const format = sql.lit(strftime[part]);
    return sql`cast(strftime(${format}, ${instant} / 1000.0, 'unixepoch') as integer)`;
  },
};

/**
 * Every parameter has its type, because a bare one takes that of its neighbour and 2.5 is no bigint. Every text is
 * compared by the "C" collation, whatever the database's own. `offset 0` keeps the planner from writing an operand out
 * wherever it is named, which grows with the power of the depth.
 */
export const postgresSpelling: Spelling = {
  text: (value) => byCodePoint(sql`cast(${value} as text)`),
  number: (value, isWhole) => (isWhole ? sql`cast(${value} as bigint)` : sql`cast(${value} as double precision)`),
  integer: (value) => sql`cast(${value} as bigint)`,
  ordinal: byCodePoint,
  lower: (text) => byCodePoint(sql`lower(${text} collate "und-x-icu")`),
  upper: (text) => byCodePoint(sql`upper(${text} collate "und-x-icu")`),
  trim: (text, blanks) => sql`btrim(${text}, ${blanks})`,
  position: (whole, part) => sql`strpos(${whole}, ${part})`,
  substring: (text, start, length) =>
    sql`(select case when s < 0 then substr(right(t, -s), 1, l) else substr(t, s + 1, l) end from (
      select t, ${clamped('s', -1e9)} as s, ${clamped('l', 0)} as l from (
        select ${text} as t, ${start} as s, ${length} as l offset 0) as raw offset 0) as v)`,
  replace: (text, what, by) => sql`replace(${text}, ${what}, ${by})`,
  arithmetic: (operator, left, right) =>
    sql`(select ${arithmetic[operator]} from (select ${bounded('a')} as a, ${bounded('b')} as b from (
      select ${double(left)} as a, ${double(right)} as b offset 0) as raw offset 0) as v)`,
  round: (number) =>
    sql`(select case when abs(x) < 4503599627370496 then trunc(x + sign(x) * 0.5) else x end from (
      select ${double(number)} as x offset 0) as v)`,
  dateOfInstant: (instant) => byCodePoint(sql`to_char(${moment(instant)}, 'YYYY-MM-DD')`),
  dayPlus: (day, days) => byCodePoint(sql`to_char(cast(${day} as date) + ${sql.lit(days)}, 'YYYY-MM-DD')`),
  partOfInstant: (part, instant) =>
    sql`cast(floor(extract(${sql.raw(part)} from ${moment(instant)})) as double precision)`,
};

function byCodePoint(text: Sql): Sql {
  return sql`(${text} collate "C")`;
}

function double(number: Sql): Sql {
  return sql`cast(${number} as double precision)`;
}

function moment(instant: Sql): Sql {
  return sql`to_timestamp(${instant} / 1000.0) at time zone 'UTC'`;
}

/** A position as an integer that nothing can overflow; no text is near as long. */
function clamped(name: string, least: number): Sql {
  const [n, low, high] = [sql.ref(name), sql.lit(least), sql.lit(1e9)];
  return sql`cast(case when ${n} > ${high} then ${high} when ${n} < ${low} then ${low} else ${n} end as integer)`;
}

/** The bounds of `calculate`. */
function bounded(name: string): Sql {
  const n = sql.ref(name);
  return sql`case when abs(${n}) < ${sql.lit(smallestOperand)} then 0 when abs(${n}) <= ${sql.lit(largestOperand)} then ${n} end`;
}

const arithmetic: Readonly<Record<ArithmeticOperator, Sql>> = {
  add: sql`a + b`,
  subtract: sql`a - b`,
  multiply: sql`a * b`,
  divide: sql`a / nullif(b, 0)`,
  truncated: sql`trunc(a / nullif(b, 0))`,
  remainder: sql`a - b * trunc(a / nullif(b, 0))`,
};
