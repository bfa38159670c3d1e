import type { ArithmeticOperator } from './filter.ts';

/** Beyond this magnitude an operand makes the result null; nearer to zero than its inverse it counts as zero. */
export const largestOperand = 1e150;
export const smallestOperand = 1e-150;

/**
 * The arithmetic of queries, on doubles. Operands are held within bounds in which no single step can overflow or
 * underflow, because one engine raises an error there and the other does not. Division by zero gives null.
 * A remainder has the sign of its first operand and is exact for integers up to 2^53.
 */
export function calculate(operator: ArithmeticOperator, left: number, right: number): number | null {
  const a = bounded(left);
  const b = bounded(right);
  if (a === null || b === null) return null;
  switch (operator) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return b === 0 ? null : a / b;
    case 'truncated':
      return b === 0 ? null : Math.trunc(a / b);
    case 'remainder':
      return b === 0 ? null : a - b * Math.trunc(a / b);
  }
}

function bounded(operand: number): number | null {
  const magnitude = Math.abs(operand);
  if (!(magnitude <= largestOperand)) return null;
  return magnitude < smallestOperand ? 0 : operand;
}
