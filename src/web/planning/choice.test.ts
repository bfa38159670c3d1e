import { describe, expect, it } from 'vitest';
import { type Choice, nothingChosen, stretched, toggled } from './choice.ts';

const shown = [1, 2, 3, 4, 5].map((id) => ({ id }));
const idsOf = ({ ids }: Choice) => [...ids].toSorted((a, b) => a - b);

describe('The items that are chosen together', () => {
  it('are chosen and let go one by one', () => {
    const two = toggled(toggled(nothingChosen, 2), 4);
    expect(idsOf(two)).toEqual([2, 4]);
    expect(idsOf(toggled(two, 2))).toEqual([4]);
  });

  it('are a row from the item where it began, that one included, and the row can become shorter again', () => {
    const three = stretched(stretched(nothingChosen, shown, 3, 2), shown, 4);
    expect(idsOf(three)).toEqual([2, 3, 4]);
    expect(idsOf(stretched(three, shown, 3))).toEqual([2, 3]);
    expect(idsOf(stretched(three, shown, 1))).toEqual([1, 2]);
  });

  it('are a row from the one chosen last, and only that one where none was', () => {
    expect(idsOf(stretched(toggled(nothingChosen, 2), shown, 4))).toEqual([2, 3, 4]);
    expect(idsOf(stretched(nothingChosen, shown, 4))).toEqual([4]);
  });

  it('keep what was chosen apart from the row, even where the row has gone over it', () => {
    const apart = toggled(toggled(nothingChosen, 4), 1);
    const over = stretched(apart, shown, 5);
    expect(idsOf(over)).toEqual([1, 2, 3, 4, 5]);
    expect(idsOf(stretched(over, shown, 2))).toEqual([1, 2, 4]);
    expect(idsOf(stretched(stretched(nothingChosen, shown, 2, 1), shown, 5, 4))).toEqual([1, 2, 4, 5]);
  });

  it('begin a row anew in another list, and stay as they are when the item is not shown', () => {
    const elsewhere = toggled(nothingChosen, 99);
    expect(idsOf(stretched(elsewhere, shown, 3, 2))).toEqual([2, 3, 99]);
    expect(idsOf(stretched(elsewhere, shown, 98))).toEqual([99]);
  });
});
