import { startOfUtcDay } from '../../../domain/days.ts';
import type { Call, Expression, FunctionName, ValueType } from '../../../domain/filter.ts';

/** What an argument must be; `moment` is a day or an instant, `number` takes an integer too. */
export type Parameter = 'text' | 'integer' | 'number' | 'moment';

/** A function of the language: its arguments, of which the last `optional` may be missing, and the call it becomes. */
export interface QueryFunction {
  readonly parameters: readonly Parameter[];
  readonly optional?: number;
  readonly call: (args: readonly Expression[], now: () => number) => Expression;
}

const partOfDate: readonly Parameter[] = ['moment'];
const twoTexts: readonly Parameter[] = ['text', 'text'];

/** By lower-case name: the functions of OData v2 to v4 that make sense for flat rows. */
export const queryFunctions: ReadonlyMap<string, QueryFunction> = new Map<string, QueryFunction>([
  // v2 and v3 name the part first, v4 the whole.
  ['substringof', { parameters: twoTexts, call: (args) => call('contains', 'boolean', args.toReversed()) }],
  ['contains', plain('contains', 'boolean', twoTexts)],
  ['startswith', plain('startsWith', 'boolean', twoTexts)],
  ['endswith', plain('endsWith', 'boolean', twoTexts)],
  ['length', plain('length', 'integer', ['text'])],
  ['indexof', plain('indexOf', 'integer', twoTexts)],
  ['substring', { ...plain('substring', 'text', ['text', 'integer', 'integer']), optional: 1 }],
  ['tolower', plain('lower', 'text', ['text'])],
  ['toupper', plain('upper', 'text', ['text'])],
  ['trim', plain('trim', 'text', ['text'])],
  ['concat', plain('concat', 'text', twoTexts)],
  ['replace', plain('replace', 'text', ['text', 'text', 'text'])],
  ['year', plain('year', 'integer', partOfDate)],
  ['month', plain('month', 'integer', partOfDate)],
  ['day', plain('day', 'integer', partOfDate)],
  ['hour', plain('hour', 'integer', partOfDate)],
  ['minute', plain('minute', 'integer', partOfDate)],
  ['second', plain('second', 'integer', partOfDate)],
  ['date', { parameters: partOfDate, call: (args) => (args[0]?.type === 'day' ? args[0] : call('date', 'day', args)) }],
  ['now', { parameters: [], call: (_args, now) => instant(now()) }],
  ['mindatetime', { parameters: [], call: () => instant(startOfUtcDay('0001-01-01')) }],
  ['maxdatetime', { parameters: [], call: () => instant(startOfUtcDay('9999-12-31') + 86_399_999) }],
  ['round', plain('round', 'number', ['number'])],
  ['floor', plain('floor', 'number', ['number'])],
  ['ceiling', plain('ceiling', 'number', ['number'])],
]);

/** The UTC day of a day or an instant. */
export function dayOf(moment: Expression): Expression {
  return moment.type === 'day' ? moment : call('date', 'day', [moment]);
}

export function call(name: FunctionName, type: ValueType, args: readonly Expression[]): Call {
  return { kind: 'call', type, nullable: args.some((arg) => arg.nullable), name, args };
}

/**
 * An upper bound on the length of a text, counting a field as 1,000. Nested `replace` multiplies: a query of a few
 * hundred letters could ask for a text of any size.
 */
export function textBound(text: Expression): number {
  if (text.kind === 'literal') return typeof text.value === 'string' ? text.value.length : 0;
  if (text.kind !== 'call') return 1_000;
  const bounds = text.args.map((arg) => (arg.type === 'text' ? textBound(arg) : 0));
  const [whole = 0, what = 0, by = 0] = bounds;
  if (text.name === 'concat') return whole + what;
  if (text.name === 'replace') return whole * Math.max(1, by);
  return whole;
}

function plain(name: FunctionName, type: ValueType, parameters: readonly Parameter[]): QueryFunction {
  return { parameters, call: (args) => call(name, type, args) };
}

function instant(at: number): Expression {
  return { kind: 'literal', type: 'instant', nullable: false, value: at };
}
