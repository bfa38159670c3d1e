import { codePoints } from '../../../domain/text.ts';

/** Why a query text is refused: thrown within the query language, turned into a `QueryFault` at its edge. */
export interface TextFault extends Error {
  readonly textFault: true;
}

/** One faulty query option; `option` is the key under which the answer reports it. */
export interface QueryFault {
  readonly option: string;
  readonly message: string;
  readonly status: 400 | 406;
}

/**
 * A fault at an index of the text, worded as `<what> at position <n>: <detail>`. Positions count code points from 1 in
 * the decoded value of the option. `what` is a short sentence opening such as "Syntax error".
 */
export function textFault(text: string, index: number, what: string, detail: string): TextFault {
  return optionFault(`${what} at position ${codePoints(text.slice(0, index)) + 1}: ${detail}`);
}

/** A fault of the whole value of an option, where a position would say nothing. */
export function optionFault(message: string): TextFault {
  return Object.assign(new Error(message), { textFault: true as const });
}

/** "Syntax error at position 9: …", with what stands there. */
export function syntaxFault(text: string, index: number, expected: string): TextFault {
  return textFault(text, index, 'Syntax error', `${expected}, found ${near(text, index)}`);
}

export function isTextFault(error: unknown): error is TextFault {
  return error instanceof Error && 'textFault' in error;
}

const shown = 24;

function near(text: string, index: number): string {
  const rest = Array.from(text.slice(index, index + 4 * shown));
  if (rest.length === 0) return 'the end';
  return `"${rest.slice(0, shown).join('')}${rest.length > shown ? '…' : ''}"`;
}
