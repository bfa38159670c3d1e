import { isWord } from '../../src/dialects/tracker/query-language/lexer.ts';
import { parseQuery } from '../../src/dialects/tracker/query-language/parser.ts';
import type {
  Operand,
  ParsedQuery,
  Shift,
  SyntaxNode,
  ValueNode,
} from '../../src/dialects/tracker/query-language/syntax-tree.ts';

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
// A dot at the end of a word would be taken for the first of a range.
const standsAlone = (text: string) =>
  isWord(text) && !text.endsWith('.') && !['and', 'or', 'not', 'asc', 'desc'].includes(text.toLowerCase());
const written = (text: string) => (standsAlone(text) ? text : quoted(text));

const signs = { is: '', gt: '>', ge: '>=', lt: '<', le: '<=', phrase: '#', unlike: '~' };

function printShift({ amount, unit }: Shift): string {
  return `${amount < 0 ? '-' : '+'}${Math.abs(amount)}${unit}`;
}

function printOperand(operand: Operand): string {
  if (operand.kind === 'text') return written(operand.text);
  return `${operand.name}()${operand.shifts.map(printShift).join('')}`;
}

function printValue(value: ValueNode): string {
  const not = value.negated ? '!' : '';
  if (value.kind === 'value') return `${not}${signs[value.operator]}${printOperand(value.operand)}`;
  return `${not}${value.from ? printOperand(value.from) : ''}..${value.to ? printOperand(value.to) : ''}`;
}

/** The text of a tree, with parentheses around everything that has parts. */
function print(node: SyntaxNode): string {
  switch (node.kind) {
    case 'condition':
      return `${node.name === null ? '' : `${written(node.name)}: `}${node.values.map(printValue).join(', ')}`;
    case 'not':
      return `NOT (${print(node.term)})`;
    case 'and':
    case 'or':
      return node.terms.map((term) => `(${print(term)})`).join(` ${node.kind.toUpperCase()} `);
  }
}

/** The text of a query from its tree. */
export function printQuery({ condition, order }: ParsedQuery): string {
  const sorted = order.map(({ name, direction }) => `${written(name)} ${direction.toUpperCase()}`).join(', ');
  return `${condition === null ? '' : print(condition)}${order.length === 0 ? '' : ` "Sort By": ${sorted}`}`.trim();
}

/** The tree of a query. Throws its first fault. */
export function parsed(text: string): ParsedQuery {
  const result = parseQuery(text);
  if ('faults' in result) throw new Error(`${text}: ${result.faults[0]?.message.en}`);
  return result;
}
