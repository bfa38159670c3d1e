import type { Texts } from '../language.ts';
import { attempt, clipped, type Faults, refused, syntaxFault, tooManyKeys, tooManyValues } from './fault.ts';
import { findByName } from './fields.ts';
import { type Sign, type Token, tokenize } from './lexer.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import { readSpan } from './span.ts';
import {
  limits,
  type Operand,
  type ParsedQuery,
  type Shift,
  type SortNode,
  type SyntaxNode,
  type ValueNode,
  type ValueOperator,
} from './syntax-tree.ts';

/** Parses the text of a query, names unchecked; an empty text asks for everything. Gives a fault, and never throws. */
export function parseQuery(text: string): ParsedQuery | Faults {
  return attempt(() => {
    refuseUnfit(text);
    return createParser(text).query();
  });
}

/** Parses one value with its operators. Gives null for a text that is no such thing; never throws. */
export function parseValue(text: string): ValueNode | null {
  const parsed = attempt(() => createParser(text).singleValue());
  return 'faults' in parsed ? null : parsed;
}

interface Parser {
  readonly query: () => ParsedQuery;
  readonly singleValue: () => ValueNode;
}

const operators: Readonly<Partial<Record<Sign, ValueOperator>>> = {
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
  '#': 'phrase',
  '~': 'unlike',
};

/** The longest name that is known without quotes has so many words. */
const mostWordsOfName = 5;

function createParser(text: string): Parser {
  const tokens = tokenize(text);
  let index = 0;
  let nodes = 0;

  const last: Token = { kind: 'end', at: text.length, end: text.length };
  const peek = (ahead = 0): Token => tokens[index + ahead] ?? last;
  const isSign = (sign: Sign, token: Token): boolean => token.kind === 'sign' && token.sign === sign;
  const isKeyword = (keyword: string, token: Token): boolean =>
    token.kind === 'word' && token.text.toLowerCase() === keyword;

  function take(wanted: boolean): boolean {
    if (wanted) index += 1;
    return wanted;
  }

  function unexpected(expected: Texts): Error {
    return syntaxFault(text, peek().at, expected);
  }

  function counted<T>(node: T): T {
    nodes += 1;
    if (nodes <= limits.nodes) return node;
    throw refused('too large', peek().at, '', {
      ru: `В запросе больше ${limits.nodes} частей`,
      en: `The query has more than ${limits.nodes} parts`,
    });
  }

  function query(): ParsedQuery {
    const condition = peek().kind === 'end' || startsOrder() ? null : alternatives(0);
    const order = startsOrder() ? sortKeys() : [];
    if (peek().kind !== 'end')
      throw unexpected({ ru: 'ожидалось условие или конец запроса', en: 'expected a condition or the end' });
    return { naming: 'names', condition, order };
  }

  function alternatives(depth: number): SyntaxNode {
    const terms = [conjunction(depth)];
    while (take(isKeyword('or', peek()))) terms.push(conjunction(depth));
    return logic('or', terms);
  }

  /** Conditions joined by AND, or by nothing but the blank between them. */
  function conjunction(depth: number): SyntaxNode {
    const terms = [factor(depth)];
    while (take(isKeyword('and', peek())) || startsFactor()) terms.push(factor(depth));
    return logic('and', terms);
  }

  function logic(kind: 'and' | 'or', terms: readonly SyntaxNode[]): SyntaxNode {
    const [first] = terms;
    return first !== undefined && terms.length === 1 ? first : counted({ kind, terms });
  }

  function startsFactor(): boolean {
    const token = peek();
    if (token.kind === 'quoted') return !startsOrder();
    if (token.kind === 'word') return !isKeyword('or', token) && !startsOrder();
    return isSign('(', token) || isSign('!', token) || isSign('#', token);
  }

  function factor(depth: number): SyntaxNode {
    if (depth > limits.depth) {
      throw refused('too large', peek().at, '', {
        ru: `Вложенность запроса больше ${limits.depth} уровней`,
        en: `The query is nested more than ${limits.depth} levels deep`,
      });
    }
    const { at } = peek();
    if (take(isSign('(', peek()))) {
      const inner = alternatives(depth + 1);
      if (!take(isSign(')', peek()))) throw unexpected({ ru: 'ожидалась «)»', en: 'expected ")"' });
      return inner;
    }
    const words = nameLength();
    if (words > 0 && !startsOrder()) {
      const name = takeWords(words);
      index += 1;
      return counted({ kind: 'condition', at, name, values: values() });
    }
    if (take(isKeyword('not', peek()))) return counted({ kind: 'not', term: factor(depth + 1) });
    if (!startsFactor() || isKeyword('and', peek()))
      throw unexpected({ ru: 'ожидалось условие', en: 'expected a condition' });
    return counted({ kind: 'condition', at, name: null, values: [value()] });
  }

  /** How many tokens before a colon are the name that starts here. Several bare words must be a name that is known. */
  function nameLength(): number {
    if (peek().kind === 'quoted') return isSign(':', peek(1)) ? 1 : 0;
    for (let length = 0; length <= mostWordsOfName; length += 1) {
      const token = peek(length);
      if (token.kind === 'word') continue;
      if (!isSign(':', token)) return 0;
      return length === 1 || isKnown(wordsAhead(length)) ? length : 0;
    }
    return 0;
  }

  function wordsAhead(length: number): string {
    return tokens
      .slice(index, index + length)
      .map((token) => (token.kind === 'word' || token.kind === 'quoted' ? token.text : ''))
      .join(' ');
  }

  function takeWords(length: number): string {
    const words = wordsAhead(length);
    index += length;
    return words;
  }

  function startsOrder(): boolean {
    const length = nameLength();
    return length > 0 && isOrder(wordsAhead(length));
  }

  function sortKeys(): readonly SortNode[] {
    index += nameLength() + 1;
    const keys: SortNode[] = [];
    do {
      if (keys.length === limits.keys) {
        throw tooManyKeys(peek().at, '');
      }
      keys.push(sortKey());
    } while (take(isSign(',', peek())));
    return keys;
  }

  function sortKey(): SortNode {
    const { at, kind } = peek();
    if (kind !== 'word' && kind !== 'quoted')
      throw unexpected({ ru: 'ожидалось название поля', en: 'expected the name of a field' });
    let length = 1;
    while (kind === 'word' && continuesName(peek(length))) length += 1;
    const name = takeWords(length);
    const descending = take(isKeyword('desc', peek()));
    if (!descending) take(isKeyword('asc', peek()));
    return { at, name, direction: descending ? 'desc' : 'asc' };
  }

  function continuesName(token: Token): boolean {
    return token.kind === 'word' && !isKeyword('asc', token) && !isKeyword('desc', token);
  }

  function values(): readonly ValueNode[] {
    const list: ValueNode[] = [];
    do {
      if (list.length === limits.values) {
        throw tooManyValues(peek().at, '');
      }
      list.push(value());
    } while (take(isSign(',', peek())));
    return list;
  }

  function value(): ValueNode {
    const { at } = peek();
    const negated = take(isSign('!', peek()));
    const token = peek();
    const operator = token.kind === 'sign' ? operators[token.sign] : undefined;
    if (operator !== undefined) {
      index += 1;
      return counted({ kind: 'value', at, negated, operator, operand: operand() });
    }
    const from = isSign('..', token) ? null : operand();
    if (!take(isSign('..', peek()))) {
      if (from === null) throw unexpected({ ru: 'ожидалось значение', en: 'expected a value' });
      return counted({ kind: 'value', at, negated, operator: 'is', operand: from });
    }
    const to = from === null || startsOperand() ? operand() : null;
    return counted({ kind: 'range', at, negated, from, to });
  }

  /** Whether a range goes on here: what is followed by a colon is the next condition's name. */
  function startsOperand(): boolean {
    const token = peek();
    if (token.kind === 'word' || token.kind === 'quoted') {
      return nameLength() === 0 && !['and', 'or', 'not'].some((keyword) => isKeyword(keyword, token));
    }
    return token.kind === 'call' || isSign('-', token);
  }

  function operand(): Operand {
    const token = peek();
    const next = peek(1);
    index += 1;
    if (token.kind === 'quoted') return { kind: 'text', at: token.at, text: token.text };
    if (token.kind === 'call') return { kind: 'call', at: token.at, name: token.name, shifts: shifts() };
    if (token.kind === 'word') {
      // `group(value: …)`, `changed(…)`: they would read as a word and a condition in parentheses.
      if (!isSign('(', next) || next.at > token.end) return { kind: 'text', at: token.at, text: token.text };
      throw refused('misfit', token.at, token.text, {
        ru: `Функция ${clipped(token.text)} не поддерживается`,
        en: `The function ${clipped(token.text)} is not supported`,
      });
    }
    if (isSign('-', token) && next.kind === 'word' && next.at === token.end && /^\d/.test(next.text)) {
      index += 1;
      return { kind: 'text', at: token.at, text: `-${next.text}` };
    }
    index -= 1;
    throw unexpected({ ru: 'ожидалось значение', en: 'expected a value' });
  }

  function shifts(): readonly Shift[] {
    const steps: Shift[] = [];
    for (;;) {
      const sign = take(isSign('-', peek())) ? -1 : take(isSign('+', peek())) ? 1 : 0;
      if (sign === 0) return steps;
      const first = takeSpan();
      if (first === null)
        throw unexpected({
          ru: 'ожидался промежуток времени, например 7d или "1w 2d"',
          en: 'expected a time span such as 7d or "1w 2d"',
        });
      for (let span: typeof first | null = first; span !== null; span = nameLength() === 0 ? takeSpan() : null) {
        for (const { amount, unit } of span) steps.push(counted({ amount: sign * amount, unit }));
      }
    }
  }

  function takeSpan(): readonly Shift[] | null {
    const token = peek();
    const span = token.kind === 'word' || token.kind === 'quoted' ? readSpan(token.text) : null;
    if (span !== null) index += 1;
    return span;
  }

  function singleValue(): ValueNode {
    const node = value();
    if (peek().kind !== 'end') throw unexpected({ ru: 'ожидался конец запроса', en: 'expected the end' });
    return node;
  }

  return { query, singleValue };
}

function isOrder(name: string): boolean {
  return name.trim().toLowerCase() === 'sort by';
}

function isKnown(name: string): boolean {
  return isOrder(name) || findByName(name) !== undefined;
}
