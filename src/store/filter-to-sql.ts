import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type {
  Call,
  Choice,
  Comparison,
  ComparisonOperator,
  DatePart,
  Expression,
  FieldReference,
  Literal,
  Logic,
  Membership,
  Relation,
  SortKey,
} from '../domain/filter.ts';
import { type Db, isPostgres } from './engine.ts';
import { type Bound, boundValue } from './query-shape.ts';
import { postgresSpelling, type Spelling, type Sql, sqliteSpelling } from './sql-spelling.ts';

/**
 * Our field name → the SQL that gives its value: a column or something in parentheses. Booleans are held as 0 and 1,
 * days as text, instants as epoch milliseconds.
 */
export type ColumnMap = Readonly<Record<string, Sql>>;

/**
 * The name of a relation → the condition that a row stands in it to one of the things given, or to any if none is. One
 * with the name of a field that is never null is how that field is compared with what is written in a query.
 */
export type RelationMap = Readonly<Record<string, (to: readonly Sql[]) => Sql>>;

/** Gives the parameter that stands for a literal: its value, or what is swapped for it when a prepared query runs. */
export type BindLiteral = (literal: Literal) => Bound;

/**
 * Compiles a filter to a condition for WHERE. Every value of the query becomes a parameter, every name comes from
 * `columns`; both engines then keep the same rows. The result may be null, which WHERE takes for false.
 */
export function filterToSql(
  db: Db,
  filter: Expression,
  columns: ColumnMap,
  bind: BindLiteral = boundValue,
  relations: RelationMap = {},
): RawBuilder<SqlBool> {
  return sql<SqlBool>`${createCompiler(spellingOf(db), columns, bind, relations).condition(filter)}`;
}

/**
 * Compiles the keys of an order to the arguments of as many `orderBy`. A missing value comes first when ascending and
 * last when descending. The caller adds what breaks ties.
 */
export function orderToSql(
  db: Db,
  keys: readonly SortKey[],
  columns: ColumnMap,
  bind: BindLiteral = boundValue,
): readonly Sql[] {
  const { value } = createCompiler(spellingOf(db), columns, bind, {});
  return keys.map(({ expression, direction }) => {
    const nulls = expression.nullable ? (direction === 'asc' ? sql` nulls first` : sql` nulls last`) : sql``;
    return sql`${value(expression)} ${sql.raw(direction)}${nulls}`;
  });
}

/** A day, moved by whole calendar days; null when it is. */
export function dayPlusToSql(db: Db, day: Sql, days: number): Sql {
  return spellingOf(db).dayPlus(day, days);
}

function spellingOf(db: Db): Spelling {
  return isPostgres(db) ? postgresSpelling : sqliteSpelling;
}

const always = sql`(1 = 1)`;
const never = sql`(1 = 0)`;

/** What `trim` takes away: the blanks and line ends of Unicode, as JavaScript has them. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

const comparisons: Readonly<Record<ComparisonOperator, Sql>> = {
  eq: sql`=`,
  ne: sql`<>`,
  lt: sql`<`,
  le: sql`<=`,
  gt: sql`>`,
  ge: sql`>=`,
};

/** A day has its parts at fixed places, and midnight for its time. */
const partOfDay: Readonly<Record<DatePart, (day: Sql) => Sql>> = {
  year: (day) => sql`cast(substr(${day}, 1, 4) as integer)`,
  month: (day) => sql`cast(substr(${day}, 6, 2) as integer)`,
  day: (day) => sql`cast(substr(${day}, 9, 2) as integer)`,
  hour: zeroUnlessNull,
  minute: zeroUnlessNull,
  second: zeroUnlessNull,
};

function zeroUnlessNull(day: Sql): Sql {
  return sql`(case when ${day} is not null then 0 end)`;
}

function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

/** Whether a value is written in the query or stored, so that nothing has to be worked out. */
export function isHeld(expression: Expression): expression is Literal | FieldReference {
  return expression.kind === 'literal' || expression.kind === 'field';
}

interface Compiler {
  /** SQL with exactly the expression's value, null included. */
  readonly value: (expression: Expression) => Sql;
  /** SQL that is true when the expression is, and null or false when it is null or false: plainer, so an index helps. */
  readonly condition: (expression: Expression) => Sql;
}

function createCompiler(spelling: Spelling, columns: ColumnMap, bind: BindLiteral, relations: RelationMap): Compiler {
  function condition(expression: Expression): Sql {
    if (expression.kind === 'and' || expression.kind === 'or') return joined(expression, condition);
    if (expression.kind === 'compare') return comparison(expression, 'condition');
    if (expression.kind === 'in') return membership(expression, 'condition');
    return value(expression);
  }

  function value(expression: Expression): Sql {
    switch (expression.kind) {
      case 'literal':
      case 'field':
        return expression.type === 'boolean' ? sql`(${held(expression)} = 1)` : held(expression);
      case 'and':
      case 'or':
        return joined(expression, value);
      case 'not':
        return sql`(not ${value(expression.term)})`;
      case 'compare':
        return comparison(expression, 'value');
      case 'in':
        return membership(expression, 'value');
      case 'related':
        return relation(expression);
      case 'choice':
        return choice(expression);
      case 'arithmetic':
        return spelling.arithmetic(expression.operator, value(expression.left), value(expression.right));
      case 'call':
        return call(expression);
    }
  }

  function literal(written: Literal): Sql {
    const { type } = written;
    if (type === 'text' || type === 'day') return spelling.text(bind(written));
    if (type === 'integer' || type === 'number') {
      return spelling.number(bind(written), Number.isSafeInteger(written.value));
    }
    return spelling.integer(bind(written));
  }

  function field({ field: name, type }: FieldReference): Sql {
    const column = columns[name];
    if (column === undefined) throw new Error(`No column stands for the field ${name}`);
    return type === 'text' || type === 'day' ? spelling.ordinal(column) : column;
  }

  /** A value as it is held: booleans as 0 and 1, which an index knows. */
  function held(expression: Literal | FieldReference): Sql {
    return expression.kind === 'literal' ? literal(expression) : field(expression);
  }

  /** In halves: a thousand terms in a row would be a tree a thousand deep, which SQLite refuses. */
  function joined(logic: Logic, compile: (term: Expression) => Sql): Sql {
    const { kind, terms } = logic;
    const [first] = terms;
    if (first === undefined) return kind === 'and' ? always : never;
    if (terms.length === 1) return compile(first);
    const middle = Math.ceil(terms.length / 2);
    const half = (from: number, to: number) => joined({ ...logic, terms: terms.slice(from, to) }, compile);
    return sql`(${half(0, middle)} ${sql.raw(kind)} ${half(middle, terms.length)})`;
  }

  function comparison({ operator, left, right }: Comparison, use: 'value' | 'condition'): Sql {
    const [a, b] = isHeld(left) && isHeld(right) ? [held(left), held(right)] : [value(left), value(right)];
    const unequal = operator === 'ne';
    const known = operator === 'eq' || unequal ? equality(left, [right]) : undefined;
    if (known !== undefined) return unequal ? sql`(not ${known})` : known;
    if (operator === 'eq' || unequal) {
      const not = unequal ? sql` not` : sql``;
      if (isNull(right)) return sql`(${a} is${not} null)`;
      if (isNull(left)) return sql`(${b} is${not} null)`;
      if (left.nullable && right.nullable) return sql`(${a} is${unequal ? sql`` : sql` not`} distinct from ${b})`;
    }
    const compared = sql`(${a} ${comparisons[operator]} ${b})`;
    const isCertain = !left.nullable && !right.nullable;
    if (isCertain || (use === 'condition' && !unequal)) return compared;
    return sql`coalesce(${compared}, ${unequal ? always : never})`;
  }

  function membership({ term, list }: Membership, use: 'value' | 'condition'): Sql {
    const values = list.filter((listed) => listed.value !== null);
    const nullCounts = values.length < list.length;
    if (values.length === 0) return nullCounts ? sql`(${value(term)} is null)` : never;
    const known = equality(term, values);
    if (known !== undefined) return known;
    const among = sql`(${value(term)} in (${sql.join(values.map(value))}))`;
    if (!term.nullable || (use === 'condition' && !nullCounts)) return among;
    return sql`coalesce(${among}, ${nullCounts ? always : never})`;
  }

  /** That a field is one of the values written, where there is a better way than to look at it; else undefined. */
  function equality(term: Expression, values: readonly Expression[]): Sql | undefined {
    const condition = term.kind === 'field' && !term.nullable ? relations[term.field] : undefined;
    const written = values.filter((each) => each.kind === 'literal' && each.value !== null);
    return condition === undefined || written.length < values.length ? undefined : condition(written.map(value));
  }

  function relation({ relation: name, to }: Relation): Sql {
    const condition = relations[name];
    if (condition === undefined) throw new Error(`No condition stands for the relation ${name}`);
    return condition(to.map(literal));
  }

  function choice({ of, cases, otherwise }: Choice): Sql {
    if (cases.length === 0) return value(otherwise);
    const [chosen, others] = [value(of), value(otherwise)];
    const branches = cases.map(({ when, answer }) => sql`when ${chosen} = ${value(when)} then ${value(answer)}`);
    return sql`(case ${sql.join(branches, sql` `)} else ${others} end)`;
  }

  function call({ name, args }: Call): Sql {
    const [first, second, third] = args;
    const arg = (expression: Expression | undefined): Sql => {
      if (expression === undefined) throw new Error(`${name} lacks an argument`);
      return value(expression);
    };
    const a = arg(first);
    switch (name) {
      case 'contains':
        return sql`(${spelling.position(a, arg(second))} > 0)`;
      case 'startsWith':
        return sql`(${spelling.position(a, arg(second))} = 1)`;
      case 'endsWith': {
        const part = arg(second);
        // Both texts appear twice; conditions cannot stand in a text, so it never becomes more.
        return sql`(substr(${a}, length(${a}) - length(${part}) + 1) = ${part})`;
      }
      case 'indexOf':
        return sql`(${spelling.position(a, arg(second))} - 1)`;
      case 'length':
        return sql`length(${a})`;
      case 'substring':
        return spelling.substring(a, arg(second), third === undefined ? spelling.integer(1e9) : value(third));
      case 'lower':
        return spelling.lower(a);
      case 'upper':
        return spelling.upper(a);
      case 'trim':
        return spelling.trim(a, spelling.text(blanks));
      case 'concat':
        return sql`(${a} || ${arg(second)})`;
      case 'replace':
        return spelling.replace(a, arg(second), arg(third));
      case 'date':
        return spelling.dateOfInstant(a);
      case 'year':
      case 'month':
      case 'day':
      case 'hour':
      case 'minute':
      case 'second':
        return first?.type === 'instant' ? spelling.partOfInstant(name, a) : partOfDay[name](a);
      case 'round':
        return spelling.round(a);
      case 'floor':
        return sql`floor(${a})`;
      case 'ceiling':
        return sql`ceiling(${a})`;
      case 'negate':
        return sql`(- ${a})`;
    }
  }

  return { value, condition };
}
