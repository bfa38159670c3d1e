import type { NewForecast } from '../../client/forecasts.ts';
import type { Unit } from '../parts/amounts.ts';

/** What somebody wants to know, as the form holds it. */
export interface Wish {
  readonly mode: 'when' | 'how much';
  readonly unit: Unit;
  /** What is to be done, in `unit`; of `when`. */
  readonly amount: number;
  /** Working days for items, iterations for points; of `how much`. */
  readonly horizon: number;
  /** Whether the scope grows as it did before; of `when`. */
  readonly grows: boolean;
  /** Of the people that will be there, in per cent; items alone. */
  readonly share: number;
}

/** The most that the server reckons with. */
export const limits = {
  amount: { items: 2000, points: 100_000 },
  horizon: { items: 260, points: 26 },
} as const;

/** The question as the server is asked it. */
export function questionOf({ mode, unit, amount, horizon, grows, share }: Wish): NewForecast {
  const people = share === 100 ? {} : { share: share / 100 };
  const growth = grows ? { grows } : {};
  if (mode === 'when') {
    return unit === 'items'
      ? { question: 'when', parts: [{ items: amount }], ...people, ...growth }
      : { question: 'when_points', points: amount, ...growth };
  }
  return unit === 'items'
    ? { question: 'how_many', days: horizon, ...people }
    : { question: 'points', iterations: horizon };
}

/** Whether the server can be asked that. */
export function isAskable({ mode, unit, amount, horizon, share }: Wish): boolean {
  const whole = unit === 'points' || Number.isInteger(amount);
  return mode === 'when'
    ? whole && amount >= 0 && amount <= limits.amount[unit] && isPercent(share)
    : Number.isInteger(horizon) && horizon >= 1 && horizon <= limits.horizon[unit] && isPercent(share);
}

function isPercent(share: number): boolean {
  return share >= 1 && share <= 100;
}
