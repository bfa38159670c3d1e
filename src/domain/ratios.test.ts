import { describe, expect, it } from 'vitest';
import { nothing } from './amount.ts';
import { closingRatios, scopeRates } from './ratios.ts';
import { scopeFigures } from './scope-figures.ts';
import { closingFigures } from './statement.ts';

describe('ratios', () => {
  it('are none over a commitment of nothing, neither 0 nor infinite', () => {
    const figures = scopeFigures([{ day: '2026-03-24', kind: 'added', points: 3, items: 1 }]);
    const none = { points: null, items: null };
    expect(scopeRates(figures)).toEqual({ added: none, removed: none, reestimated: none, net: none, churn: none });
    const { sayDo, delivery, committedCarriedOut, carriedIn, carriedOut } = closingRatios({
      ...figures,
      ...closingFigures([]),
      velocity: { points: 3, items: 1 },
    });
    expect([sayDo, delivery, committedCarriedOut, carriedIn]).toEqual([none, none, none, none]);
    expect(carriedOut).toEqual({ points: 0, items: 0 });
  });

  it('count what is restored as added, and every change of an estimate as churn', () => {
    const fact = (day: string, kind: 'added' | 'restored' | 'cancelled' | 'raised' | 'lowered', points: number) => ({
      day,
      kind,
      points,
      items: kind === 'raised' || kind === 'lowered' ? 0 : 1,
    });
    const day = '2026-03-24';
    const figures = scopeFigures([
      fact('', 'added', 10),
      fact(day, 'cancelled', 4),
      fact(day, 'restored', 4),
      fact(day, 'raised', 2),
      fact(day, 'lowered', 1),
    ]);
    const { added, removed, reestimated, net, churn } = scopeRates(figures);
    expect([added, removed, reestimated, net, churn].map(({ points }) => points)).toEqual([0.4, 0.4, 0.1, 0.1, 1.1]);
    expect(figures.columns.completed).toEqual(nothing);
  });
});
