import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEdits } from './merge-edits.ts';

const fields = ['title', 'goal', 'end'] as const;
const thing = fc.record({
  title: fc.constantFrom('a', 'b', 'c'),
  goal: fc.constantFrom('a', 'b', null),
  end: fc.constantFrom('a', 'b', null),
});

describe('Two edits of one thing', () => {
  it('go together where they are about different fields, and ask where they are about the same one', () => {
    const base = { title: 'Parity', goal: null, end: '2026-11-23' };
    const mine = { ...base, title: 'Dialect parity', goal: 'One minute' };
    const theirs = { ...base, title: 'Parity!', end: '2026-11-20' };
    expect(mergeEdits(fields, base, mine, theirs)).toEqual({
      changes: { goal: 'One minute' },
      conflicts: [{ field: 'title', mine: 'Dialect parity', theirs: 'Parity!' }],
    });
  });

  it('never lose what was typed, and never overwrite what the other one did without asking', () => {
    fc.assert(
      fc.property(thing, thing, thing, (base, mine, theirs) => {
        const { changes, conflicts } = mergeEdits<(typeof fields)[number], string | null>(fields, base, mine, theirs);
        const asked = new Set(conflicts.map(({ field }) => field));
        const result = { ...theirs, ...changes };
        const expected = fields.map((field) => {
          const isMine = mine[field] !== base[field] && theirs[field] === base[field];
          return isMine ? mine[field] : theirs[field];
        });
        expect(fields.map((field) => result[field])).toEqual(expected);
        // Asked about is exactly what both have changed, and not to the same.
        expect([...asked]).toEqual(
          fields.filter((field) => new Set([base[field], mine[field], theirs[field]]).size === 3),
        );
      }),
    );
  });
});
