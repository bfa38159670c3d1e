import type { Texts } from '../language.ts';
import { attempt, clipped, type Faults, refused, tooManyKeys, tooManyValues, unknownName } from './fault.ts';
import { findById } from './fields.ts';
import { parseValue } from './parser.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import {
  limits,
  type Operand,
  type ParsedQuery,
  type SortNode,
  type SyntaxNode,
  type ValueNode,
} from './syntax-tree.ts';

/**
 * Reads the structured `filter` and `order` of a search (vendor page "Finding issues"): field id → value or list of
 * values of which any may hold, all fields together; `-key`, `+priority`, `key` or a list of these. What is null or
 * undefined is not asked for. Gives the tree that a text would give, to be looked up and checked like one.
 */
export function parseFilterObject(filter: unknown, order: unknown): ParsedQuery | Faults {
  return attempt(() => ({ naming: 'ids' as const, condition: conditionOf(filter), order: orderOf(order) }));
}

const at = 0;

function conditionOf(filter: unknown): SyntaxNode | null {
  if (filter === undefined || filter === null) return null;
  if (!isRecord(filter)) {
    throw malformed('filter', { ru: 'Фильтр должен быть объектом', en: 'The filter must be an object' });
  }
  const fields = Object.entries(filter);
  if (fields.length > limits.nodes) throw tooLarge();
  let parts = fields.length;
  const terms = fields.map(([name, written]): SyntaxNode => {
    if (findById(name) === undefined) throw unknownName(at, name);
    const list: readonly unknown[] = Array.isArray(written) ? written : [written];
    if (list.length > limits.values) {
      throw tooManyValues(at, name);
    }
    parts += list.length;
    if (parts > limits.nodes) throw tooLarge();
    return { kind: 'condition', at, name, values: list.map((value) => valueOf(name, value)) };
  });
  const [first] = terms;
  return first === undefined || terms.length > 1 ? (terms.length === 0 ? null : { kind: 'and', terms }) : first;
}

function valueOf(name: string, written: unknown): ValueNode {
  if (written === null) return plain({ kind: 'call', at, name: 'empty', shifts: [] });
  if (!isRecord(written)) return textValue(textOf(name, written));
  if (written['from'] === undefined && written['to'] === undefined) return textValue(referenceOf(name, written));
  const end = (value: unknown): Operand | null =>
    value === undefined || value === null ? null : operandOf(textOf(name, value));
  const [from, to] = [end(written['from']), end(written['to'])];
  if (from === null && to === null) {
    throw malformed(name, {
      ru: 'У диапазона должно быть начало или конец',
      en: 'A range needs a beginning or an end',
    });
  }
  return { kind: 'range', at, negated: false, from, to };
}

/** What names a thing in a reference. */
function referenceOf(name: string, reference: Readonly<Record<string, unknown>>): string {
  for (const member of ['id', 'key', 'uid', 'login', 'name']) {
    const value = reference[member];
    if (value !== undefined && value !== null) return textOf(name, value);
  }
  throw malformed(name, {
    ru: `В поле ${clipped(name)} нужен id, key, login или name`,
    en: `${clipped(name)} needs an id, a key, a login or a name`,
  });
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') {
    throw malformed(name, {
      ru: `Поле ${clipped(name)} не принимает такое значение`,
      en: `${clipped(name)} takes no such value`,
    });
  }
  refuseUnfit(value);
  return value;
}

/** A text is taken as it is but for an exclamation mark in front, unless it is a function of the query language. */
function textValue(text: string): ValueNode {
  const negated = text.startsWith('!');
  return { kind: 'value', at, negated, operator: 'is', operand: operandOf(negated ? text.slice(1) : text) };
}

function operandOf(text: string): Operand {
  const parsed = text.includes('(') ? parseValue(text) : null;
  const isCall =
    parsed?.kind === 'value' && !parsed.negated && parsed.operator === 'is' && parsed.operand.kind === 'call';
  return isCall ? { ...parsed.operand, at } : { kind: 'text', at, text };
}

function plain(operand: Operand): ValueNode {
  return { kind: 'value', at, negated: false, operator: 'is', operand };
}

function orderOf(order: unknown): readonly SortNode[] {
  if (order === undefined || order === null) return [];
  const list: readonly unknown[] = Array.isArray(order) ? order : [order];
  if (list.length > limits.keys) {
    throw tooManyKeys(at, 'order');
  }
  return list.map((key) => {
    const written = textOf('order', key).trim();
    const name = /^[+-]/.test(written) ? written.slice(1) : written;
    if (findById(name) === undefined) throw unknownName(at, name);
    return { at, name, direction: written.startsWith('-') ? 'desc' : 'asc' };
  });
}

function tooLarge(): Error {
  return refused('too large', at, 'filter', {
    ru: `В фильтре больше ${limits.nodes} частей`,
    en: `The filter has more than ${limits.nodes} parts`,
  });
}

function malformed(name: string, message: Texts): Error {
  return refused('syntax', at, name, message);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
