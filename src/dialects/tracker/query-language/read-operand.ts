import type { Literal } from '../../../domain/filter.ts';
import { folded } from '../../../domain/text.ts';
import type { Texts } from '../language.ts';
import { literal } from './expressions.ts';
import { clipped, refused } from './fault.ts';
import type { FilterField, LookupKind, Reading } from './fields.ts';
import { type Lookups, soughtName } from './lookups.ts';
import { type Clock, calledPeriod, daysOf, instantsOf, writtenPeriod } from './moments.ts';
import { readMinutes } from './span.ts';
import type { Operand } from './syntax-tree.ts';

/** Reads what stands for a thing, a choice, a key or a tag: the values of which the item may have any. */
export function readNamed(
  { name, reading }: FilterField,
  operand: Operand,
  lookups: Lookups,
  me: number,
): readonly Literal[] {
  const isPerson = reading.kind === 'thing' && reading.lookup === 'person';
  if (operand.kind === 'call') {
    if (!isPerson || operand.name.toLowerCase() !== 'me' || operand.shifts.length > 0) throw strangeCall(name, operand);
    return [literal('integer', me)];
  }
  const { at, text } = operand;
  if (reading.kind === 'thing') {
    const ids = lookups[reading.lookup]?.get(soughtName(reading.lookup, text));
    if (ids === undefined) throw unknownValue(at, things[reading.lookup], text);
    return ids.map((id) => literal('integer', id));
  }
  return [
    literal(
      'text',
      storedText(reading, text, () => unknownValue(at, { ru: name, en: name }, text)),
    ),
  ];
}

/** Reads a number, or an effort in minutes. */
export function readAmount({ name, reading }: FilterField, operand: Operand): Literal {
  if (operand.kind === 'call') throw strangeCall(name, operand);
  const { at, text } = operand;
  if (reading.kind === 'minutes') {
    const minutes = readMinutes(text.trim());
    if (minutes === null) {
      throw refused('misfit', at, text, {
        ru: `«${clipped(text)}» не промежуток времени, как «1w 2d 5h 30m»`,
        en: `"${clipped(text)}" is not a time such as "1w 2d 5h 30m"`,
      });
    }
    return literal('number', minutes);
  }
  const value = /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) {
    throw refused('misfit', at, text, { ru: `«${clipped(text)}» не число`, en: `"${clipped(text)}" is not a number` });
  }
  return literal('number', value);
}

/** Reads a moment for a column of days or instants: what it covers begins with `from` and ends before `to`. */
export function readMoment(
  { name }: FilterField,
  type: 'day' | 'instant',
  operand: Operand,
  clock: Clock,
): { readonly from: Literal; readonly to: Literal } {
  const called = operand.kind === 'call';
  const period = called ? calledPeriod(operand.name, operand.shifts, clock) : writtenPeriod(operand.text, clock);
  if (period === undefined) throw strangeCall(name, operand);
  if (period === null) {
    const written = called ? `${operand.name}()` : operand.text;
    throw refused('misfit', operand.at, written, {
      ru: `«${clipped(written)}» не дата между 1900 и 2200 годом`,
      en: `"${clipped(written)}" is not a date between 1900 and 2200`,
    });
  }
  const { from, to } = type === 'day' ? daysOf(period, clock) : instantsOf(period, clock);
  return { from: literal(type, from), to: literal(type, to) };
}

/** Reads a text to search for. */
export function readText({ name }: FilterField, operand: Operand): string {
  if (operand.kind === 'call') throw strangeCall(name, operand);
  return operand.text;
}

function storedText(reading: Reading, text: string, unknown: () => Error): string {
  if (reading.kind === 'key') return text.toUpperCase();
  if (reading.kind !== 'choice') return text;
  const known = reading.choices.get(folded(text.trim()));
  if (known === undefined && !reading.open) throw unknown();
  return known ?? text.trim().toLowerCase();
}

function strangeCall(filter: string, operand: Operand): Error {
  const written = operand.kind === 'call' ? operand.name : operand.text;
  return refused('misfit', operand.at, written, {
    ru: `Фильтр ${filter} не принимает ${clipped(written)}()`,
    en: `${filter} does not take ${clipped(written)}()`,
  });
}

function unknownValue(at: number, what: Texts, text: string): Error {
  return refused('unknown value', at, text, {
    ru: `${what.ru} «${clipped(text)}» не существует`,
    en: `${what.en} "${clipped(text)}" does not exist`,
  });
}

const board: Texts = { ru: 'Доска', en: 'Board' };

const things: Readonly<Record<LookupKind, Texts>> = {
  queue: { ru: 'Очередь', en: 'Queue' },
  person: { ru: 'Пользователь', en: 'User' },
  status: { ru: 'Статус', en: 'Status' },
  'status type': { ru: 'Тип статуса', en: 'Status Type' },
  board,
  issue: { ru: 'Задача', en: 'Issue' },
  sprint: { ru: 'Спринт', en: 'Sprint' },
  'sprint of board': board,
  'running sprint of board': board,
};
