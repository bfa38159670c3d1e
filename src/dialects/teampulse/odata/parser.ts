import { syntaxFault, textFault } from './fault.ts';
import { type LiteralValue, type Token, tokenize } from './lexer.ts';

/** A query as written: grouped, but with names and types unchecked. `at` is the index at which it begins to matter. */
export type SyntaxNode =
  | LiteralNode
  | { readonly kind: 'path'; readonly at: number; readonly names: readonly string[] }
  | { readonly kind: 'call'; readonly at: number; readonly name: string; readonly args: readonly SyntaxNode[] }
  | { readonly kind: 'not' | 'negative'; readonly at: number; readonly term: SyntaxNode }
  | { readonly kind: 'and' | 'or'; readonly at: number; readonly terms: readonly SyntaxNode[] }
  | BinaryNode
  | { readonly kind: 'in'; readonly at: number; readonly term: SyntaxNode; readonly list: readonly LiteralNode[] };

export interface LiteralNode {
  readonly kind: 'literal';
  readonly at: number;
  readonly literal: LiteralValue;
}

export interface BinaryNode {
  readonly kind: 'binary';
  readonly at: number;
  readonly operator: BinaryOperator;
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
}

export type BinaryOperator = keyof typeof binaryPower;

export interface OrderNode {
  readonly node: SyntaxNode;
  readonly direction: 'asc' | 'desc';
}

/** How many levels may stand above a value, how many nodes a tree may have, and by how many keys one may order. */
const deepest = 64;
const mostNodes = 2_000;
const mostKeys = 16;

// OData 4.01 URL conventions, "Operator Precedence"; `in` binds tighter than the prefixes `not` and `-`.
const binaryPower = { eq: 3, ne: 3, lt: 4, le: 4, gt: 4, ge: 4, add: 5, sub: 5, mul: 6, div: 6, divby: 6, mod: 6 };
const orPower = 1;
const andPower = 2;
const prefixPower = 7;
const inPower = 8;

/** Parses the value of `$filter`. Throws a `TextFault`, and nothing else, for any text that is not an expression. */
export function parseFilter(text: string): SyntaxNode {
  const parser = createParser(text);
  const node = parser.expression();
  parser.end();
  return node;
}

/** Parses the value of `$orderby`: expressions with `asc` or `desc`, separated by commas. Throws as `parseFilter`. */
export function parseOrder(text: string): readonly OrderNode[] {
  const parser = createParser(text);
  const keys: OrderNode[] = [];
  do {
    if (keys.length === mostKeys) throw textFault(text, 0, 'Too many keys', `at most ${mostKeys} are taken`);
    const node = parser.expression();
    const descending = parser.takeWord('desc');
    if (!descending) parser.takeWord('asc');
    keys.push({ node, direction: descending ? 'desc' : 'asc' });
  } while (parser.takeSign(','));
  parser.end();
  return keys;
}

interface Parser {
  readonly expression: () => SyntaxNode;
  readonly takeWord: (word: string) => boolean;
  readonly takeSign: (sign: string) => boolean;
  readonly end: () => void;
}

/** A tree and its depth: operators in a row build depth as parentheses do, and both end in the same recursion later. */
interface Built {
  readonly node: SyntaxNode;
  readonly depth: number;
}

function createParser(text: string): Parser {
  const tokens = tokenize(text);
  let index = 0;
  let nodes = 0;

  const peek = (ahead = 0): Token =>
    tokens[Math.min(index + ahead, tokens.length - 1)] ?? { kind: 'end', at: text.length };
  const isSign = (sign: string, token: Token): boolean => token.kind === 'sign' && token.sign === sign;
  const isWord = (word: string, token: Token): boolean => token.kind === 'word' && token.text.toLowerCase() === word;

  function take(wanted: boolean): boolean {
    if (wanted) index += 1;
    return wanted;
  }

  function expect(sign: string): void {
    if (!take(isSign(sign, peek()))) throw syntaxFault(text, peek().at, `expected "${sign}"`);
  }

  function build(node: SyntaxNode, ...children: readonly Built[]): Built {
    nodes += 1;
    if (nodes > mostNodes) throw textFault(text, node.at, 'Query too long', `at most ${mostNodes} parts are taken`);
    const depth = children.length === 0 ? 0 : 1 + Math.max(...children.map((child) => child.depth));
    return { node, depth: level(depth, node.at) };
  }

  function level(depth: number, at: number): number {
    if (depth > deepest) throw textFault(text, at, 'Query too deep', `at most ${deepest} levels are taken`);
    return depth;
  }

  /** Precedence climbing: takes operators that bind tighter than `power`; all are left-associative. */
  function expression(power: number, nesting: number): Built {
    let left = operand(nesting);
    for (;;) {
      const token = peek();
      if (token.kind !== 'word') return left;
      const operator = token.text.toLowerCase();
      if (operator === 'or' && power < orPower) left = logic('or', orPower, left, nesting);
      else if (operator === 'and' && power < andPower) left = logic('and', andPower, left, nesting);
      else if (operator === 'in' && power < inPower) left = membership(left);
      else if (isBinary(operator) && power < binaryPower[operator]) {
        index += 1;
        const right = expression(binaryPower[operator], nesting);
        left = build({ kind: 'binary', at: token.at, operator, left: left.node, right: right.node }, left, right);
      } else return left;
    }
  }

  /** `a or b or c` is one node with three terms, so that a long list of choices is not a deep tree. */
  function logic(kind: 'and' | 'or', power: number, first: Built, nesting: number): Built {
    const { at } = peek();
    const terms = [first];
    while (take(isWord(kind, peek()))) terms.push(expression(power, nesting));
    return build({ kind, at, terms: terms.map((term) => term.node) }, ...terms);
  }

  function membership(term: Built): Built {
    const { at } = peek();
    index += 1;
    expect('(');
    const list: LiteralNode[] = [];
    if (!take(isSign(')', peek()))) {
      do list.push(listed());
      while (take(isSign(',', peek())));
      expect(')');
    }
    return build({ kind: 'in', at, term: term.node, list }, term);
  }

  function listed(): LiteralNode {
    const token = peek();
    const { node } = expression(prefixPower, 0);
    if (node.kind !== 'literal') throw syntaxFault(text, token.at, 'a list holds literals only');
    return node;
  }

  function operand(nesting: number): Built {
    const token = peek();
    level(nesting, token.at);
    index += 1;
    switch (token.kind) {
      case 'literal':
        return build({ kind: 'literal', at: token.at, literal: token.literal });
      case 'word':
        return named(token.text, token.at, nesting);
      case 'sign': {
        if (token.sign === '-') return negative(token.at, nesting);
        if (token.sign !== '(') break;
        const inner = expression(0, nesting + 1);
        expect(')');
        return inner;
      }
      case 'end':
    }
    throw syntaxFault(text, token.at, 'expected a value');
  }

  /** No word is reserved: what follows decides whether it is an operator, a function, a constant or a field. */
  function named(word: string, at: number, nesting: number): Built {
    if (word.toLowerCase() === 'not' && beginsOperand(peek())) {
      const term = expression(prefixPower, nesting + 1);
      return build({ kind: 'not', at, term: term.node }, term);
    }
    const names = [word];
    while (take(isSign('/', peek()) || isSign('.', peek()))) {
      const part = peek();
      if (part.kind !== 'word') throw syntaxFault(text, part.at, 'expected a name');
      index += 1;
      names.push(part.text);
    }
    if (!isSign('(', peek())) {
      const constant = names.length === 1 ? constants.get(word.toLowerCase()) : undefined;
      return build(constant === undefined ? { kind: 'path', at, names } : { kind: 'literal', at, literal: constant });
    }
    index += 1;
    const args: Built[] = [];
    if (!take(isSign(')', peek()))) {
      do args.push(expression(0, nesting + 1));
      while (take(isSign(',', peek())));
      expect(')');
    }
    return build({ kind: 'call', at, name: names.join('.'), args: args.map((arg) => arg.node) }, ...args);
  }

  function negative(at: number, nesting: number): Built {
    const term = expression(prefixPower, nesting + 1);
    if (term.node.kind !== 'literal' || term.node.literal.type !== 'number') {
      return build({ kind: 'negative', at, term: term.node }, term);
    }
    const { value, integer } = term.node.literal;
    return build({ kind: 'literal', at, literal: { type: 'number', value: -value, integer } });
  }

  /** Whether `not` before this token is the operator: a field of that name could only be followed by an operator. */
  function beginsOperand(token: Token): boolean {
    if (token.kind === 'word') return !isOperator(token.text.toLowerCase()) || isSign('(', peek(1));
    return token.kind === 'literal' || isSign('(', token) || isSign('-', token);
  }

  return {
    expression: () => expression(0, 0).node,
    takeWord: (word) => take(isWord(word, peek())),
    takeSign: (sign) => take(isSign(sign, peek())),
    end: () => {
      if (peek().kind !== 'end') throw syntaxFault(text, peek().at, 'expected an operator or the end');
    },
  };
}

const constants: ReadonlyMap<string, LiteralValue> = new Map<string, LiteralValue>([
  ['null', { type: 'null' }],
  ['true', { type: 'boolean', value: true }],
  ['false', { type: 'boolean', value: false }],
  ['inf', { type: 'number', value: Number.POSITIVE_INFINITY, integer: false }],
  ['nan', { type: 'unsupported', name: 'NaN' }],
]);

function isBinary(word: string): word is BinaryOperator {
  return Object.hasOwn(binaryPower, word);
}

function isOperator(word: string): boolean {
  return isBinary(word) || word === 'and' || word === 'or' || word === 'in';
}
