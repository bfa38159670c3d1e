import type { Arithmetic, ArithmeticOperator, Call, Expression, SortKey, ValueType } from '../../../domain/filter.ts';
import { compare, dateOf, fitted, member, nullOf, type Side } from './comparison.ts';
import { type TextFault, textFault } from './fault.ts';
import { type FieldNames, nearestName } from './fields.ts';
import { call, type Parameter, queryFunctions, textBound } from './functions.ts';
import type { BinaryNode, LiteralNode, OrderNode, SyntaxNode } from './parser.ts';

export interface CheckContext {
  /** The text that was parsed, for the positions of faults. */
  readonly text: string;
  readonly fields: FieldNames;
  /** What `now()` is, epoch milliseconds; called only where a query asks. */
  readonly now: () => number;
}

/** Gives names and types to a parsed `$filter`. Throws a `TextFault` for whatever does not fit, before any row is read. */
export function checkFilter(context: CheckContext, node: SyntaxNode): Expression {
  return createChecker(context).boolean(node);
}

/** The same for `$orderby`, whose keys may have any type but must depend on the row. */
export function checkOrder(context: CheckContext, keys: readonly OrderNode[]): readonly SortKey[] {
  const { check } = createChecker(context);
  return keys.flatMap(({ node, direction }): readonly SortKey[] => {
    const expression = check(node);
    if (!namesField(node)) throw textFault(context.text, node.at, 'Type error', 'an order key must name a field');
    const number = fitted(expression, 'number');
    // A custom field may hold numbers, whose order is not that of their digits.
    return number === expression
      ? [{ expression, direction }]
      : [
          { expression: number, direction },
          { expression, direction },
        ];
  });
}

interface Checker {
  readonly check: (node: SyntaxNode) => Expression;
  readonly boolean: (node: SyntaxNode) => Expression;
}

/** Texts longer than this are not made, not even for a moment, in characters. */
const longestText = 1_000_000;

function createChecker({ text, fields, now }: CheckContext): Checker {
  const fault = (node: SyntaxNode, what: string, detail: string): TextFault => textFault(text, node.at, what, detail);
  const mismatch = (node: SyntaxNode, detail: string): TextFault => fault(node, 'Type error', detail);

  function check(node: SyntaxNode): Expression {
    switch (node.kind) {
      case 'literal':
        return literal(node);
      case 'path':
        return field(node, node.names);
      case 'call':
        return callOf(node, node.name, node.args);
      case 'not': {
        const term = boolean(node.term);
        return { kind: 'not', type: 'boolean', nullable: term.nullable, term };
      }
      case 'negative': {
        const term = fitting(node.term, 'number', 'the sign -');
        return call('negate', term.type, [term]);
      }
      case 'and':
      case 'or': {
        const terms = node.terms.map(boolean);
        return { kind: node.kind, type: 'boolean', nullable: terms.some((term) => term.nullable), terms };
      }
      case 'in': {
        const result = member(side(node.term), node.list.map(side));
        if ('misfit' in result) throw mismatch(result.misfit.node, 'this value is not of the type before "in"');
        return result;
      }
      case 'binary':
        return binary(node);
    }
  }

  function side(node: SyntaxNode): Side {
    return { node, value: check(node) };
  }

  function boolean(node: SyntaxNode): Expression {
    return fitting(node, 'boolean', 'a condition');
  }

  function literal(node: LiteralNode): Expression {
    const { literal: written } = node;
    switch (written.type) {
      case 'null':
        return nullOf('text');
      case 'boolean':
      case 'text':
        return { kind: 'literal', type: written.type, nullable: false, value: written.value };
      case 'number':
        return { kind: 'literal', type: written.integer ? 'integer' : 'number', nullable: false, value: written.value };
      case 'date':
        return dateOf(written.value);
      case 'unsupported':
        throw fault(node, 'Unsupported literal', `${written.name} is not supported here`);
    }
  }

  function field(node: SyntaxNode, path: readonly string[]): Expression {
    const found = fields.find(path);
    if (found !== null) {
      const { field: name, type, nullable, expression } = found;
      return expression ?? { kind: 'field', field: name, type, nullable };
    }
    throw fault(node, 'Unknown field', unknown(path.join('/'), fields.nearest(path)));
  }

  function callOf(node: SyntaxNode, name: string, args: readonly SyntaxNode[]): Expression {
    const known = queryFunctions.get(name.toLowerCase());
    if (known === undefined) {
      throw fault(node, 'Unknown function', unknown(name, nearestName(name, [...queryFunctions.keys()])));
    }
    const { parameters, optional = 0 } = known;
    if (args.length > parameters.length || args.length < parameters.length - optional) {
      const wanted =
        optional === 0 ? `${parameters.length}` : `${parameters.length - optional} to ${parameters.length}`;
      throw mismatch(node, `${name} takes ${wanted} argument(s), not ${args.length}`);
    }
    const values = parameters.slice(0, args.length).map((parameter, index) => {
      const arg = args[index];
      if (arg === undefined) throw mismatch(node, `${name} lacks an argument`);
      return fitting(arg, parameter, name);
    });
    const result = known.call(values, now);
    if (result.kind === 'call') refuseExcess(node, result);
    return result;
  }

  function refuseExcess(node: SyntaxNode, { name, type, args }: Call): void {
    const length = name === 'substring' ? args[2] : undefined;
    if (length?.kind === 'literal' && typeof length.value === 'number' && length.value < 0) {
      throw mismatch(node, 'substring takes no negative length');
    }
    if (type === 'text' && textBound({ kind: 'call', type, nullable: true, name, args }) > longestText) {
      throw fault(node, 'Query too dear', `${name} could make too long a text`);
    }
  }

  /** The value of a node where only one type, or a null of it, will do. */
  function fitting(node: SyntaxNode, wanted: Parameter | 'boolean', user: string): Expression {
    const type = wanted === 'moment' ? 'day' : wanted;
    if (isNull(node)) return nullOf(type);
    const value = fitted(check(node), type);
    if (accepts[wanted].includes(value.type)) return value;
    throw mismatch(node, `${user} takes ${wording[wanted]}, not ${wording[value.type]}`);
  }

  function binary(node: BinaryNode): Expression {
    switch (node.operator) {
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge': {
        const [left, right] = [side(node.left), side(node.right)];
        const result = compare(node.operator, left, right);
        if (result !== null) return result;
        const types = `${wording[left.value.type]} and ${wording[right.value.type]}`;
        throw mismatch(node, `${types} cannot be compared by ${node.operator}`);
      }
      case 'add':
        return arithmetic('add', node);
      case 'sub':
        return arithmetic('subtract', node);
      case 'mul':
        return arithmetic('multiply', node);
      case 'div':
        return arithmetic('divide', node);
      case 'divby':
        return { ...arithmetic('divide', node), operator: 'divide', type: 'number' };
      case 'mod':
        return arithmetic('remainder', node);
    }
  }

  function arithmetic(operator: ArithmeticOperator, node: BinaryNode): Arithmetic {
    const left = fitting(node.left, 'number', node.operator);
    const right = fitting(node.right, 'number', node.operator);
    const divides = operator === 'divide' || operator === 'remainder';
    if (divides && right.kind === 'literal' && right.value === 0) {
      throw fault(node.right, 'Division by zero', `${node.operator} needs another divisor`);
    }
    const type = left.type === 'integer' && right.type === 'integer' ? 'integer' : 'number';
    const exact = operator === 'divide' && type === 'integer' ? 'truncated' : operator;
    return { kind: 'arithmetic', type, nullable: true, operator: exact, left, right };
  }

  return { check, boolean };
}

const accepts: Readonly<Record<Parameter | 'boolean', readonly ValueType[]>> = {
  boolean: ['boolean'],
  text: ['text'],
  integer: ['integer'],
  number: ['integer', 'number'],
  moment: ['day', 'instant'],
};

const wording: Readonly<Record<Parameter | ValueType, string>> = {
  boolean: 'a boolean',
  text: 'a text',
  integer: 'an integer',
  number: 'a number',
  moment: 'a date',
  day: 'a date',
  instant: 'a date with time',
};

function unknown(name: string, nearest: string | null): string {
  return nearest === null ? `"${name.slice(0, 128)}"` : `"${name}", perhaps ${nearest} is meant`;
}

function isNull(node: SyntaxNode): boolean {
  return node.kind === 'literal' && node.literal.type === 'null';
}

function namesField(node: SyntaxNode): boolean {
  switch (node.kind) {
    case 'literal':
      return false;
    case 'path':
      return true;
    case 'call':
      return node.args.some(namesField);
    case 'not':
    case 'negative':
    case 'in':
      return namesField(node.term);
    case 'and':
    case 'or':
      return node.terms.some(namesField);
    case 'binary':
      return namesField(node.left) || namesField(node.right);
  }
}
