import type { Expression } from '../../../domain/filter.ts';
import { folded } from '../../../domain/text.ts';
import { all, any, compare, contains, literal, negation } from './expressions.ts';
import { refused } from './fault.ts';
import type { FilterField } from './fields.ts';
import type { ValueNode } from './syntax-tree.ts';

/** Every word is sought in every row, so there may not be many of them in one query. */
const mostWords = 200;

/**
 * Gives the search for a text in the columns of a filter, in any letter case: plain, all its words, each wherever it
 * stands; `#` or negated, the text as one piece; `~`, any other text than this. Undefined for other operators.
 * A negated value is given its positive meaning, as for every filter.
 */
export function createTextSearch(): (
  { columns }: FilterField,
  value: Extract<ValueNode, { kind: 'value' }>,
  text: string,
) => Expression | undefined {
  let words = 0;
  return ({ columns }, { at, operator, negated }, text) => {
    const sought = folded(text);
    const found = (part: string): Expression => {
      words += 1;
      if (words > mostWords) {
        throw refused('too large', at, '', {
          ru: `В запросе можно искать не больше ${mostWords} слов`,
          en: `A query searches for at most ${mostWords} words`,
        });
      }
      return any(columns.map((column) => contains(column, part)));
    };
    if (operator === 'phrase' || (operator === 'is' && negated)) return found(sought.trim());
    if (operator === 'is') return all([...new Set(sought.split(/\s+/u))].filter((word) => word !== '').map(found));
    if (operator !== 'unlike') return undefined;
    return negation(any(columns.map((column) => compare('eq', column, literal('text', sought)))));
  };
}
