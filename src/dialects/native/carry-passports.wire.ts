import { Type } from 'typebox';
import type { CarriedItem, CarryPassport } from '../../actions/index.ts';
import { firstCarry } from '../../domain/carry-passport.ts';
import { isoInstant } from '../../domain/days.ts';
import { IdOrNull, NumberOrNull, nullable, TextOrNull } from './nullable.ts';
import { rounded } from './rounded.ts';

const Instant = Type.String({ format: 'date-time' });

/** Where an item has been. */
export const Passport = Type.Object({
  itemId: Type.Integer(),
  key: Type.String(),
  carryCount: Type.Integer({ description: 'How often it was carried from one iteration into another' }),
  pointsDragged: Type.Number({ description: 'The sum of its estimates at those times' }),
  firstCarriedAt: nullable(Type.String({ format: 'date-time', description: 'Carried, or split off' })),
  carryAgeDays: nullable(
    Type.Integer({ description: 'Local days since then, both ends included, until it was over or until today' }),
  ),
  doneAt: nullable(Type.String({ format: 'date-time' })),
  stays: Type.Array(
    Type.Object({
      iterationId: Type.Integer(),
      title: Type.String(),
      in: Type.Object({
        at: Instant,
        estimate: NumberOrNull,
        how: Type.String({ enum: ['added', 'carried', 'split'] }),
      }),
      out: Type.Union([
        Type.Object({
          at: Instant,
          estimate: NumberOrNull,
          how: Type.String({ enum: ['left', 'finished', 'carried', 'returned', 'kept', 'split', 'cancelled'] }),
          receiptId: IdOrNull,
          shareDone: nullable(
            Type.Number({ description: 'Of its working time what had been spent, where it went unfinished' }),
          ),
        }),
        Type.Null(),
      ]),
    }),
    { description: 'Oldest first' },
  ),
});
export type Passport = Type.Static<typeof Passport>;

const Carried = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  title: Type.String(),
  category: Type.String({ enum: ['queued', 'in_progress', 'done', 'cancelled'] }),
  estimate: NumberOrNull,
  assigneeId: IdOrNull,
  carryCount: Type.Integer(),
  pointsDragged: Type.Number(),
});

/** Unfinished items that were carried, the most carried first. */
export const CarriedItems = Type.Object({
  total: Type.Integer({ description: 'Of all pages' }),
  items: Type.Array(Carried),
  next: TextOrNull,
});
export type CarriedItems = Type.Static<typeof CarriedItems>;

/** A passport as it goes out. */
export function toPassport({ item, carryCount, pointsDragged, stays, carryAgeDays, doneAt }: CarryPassport): Passport {
  const first = firstCarry(stays);
  return {
    itemId: item.id,
    key: item.key,
    carryCount,
    pointsDragged: rounded(pointsDragged),
    firstCarriedAt: first === null ? null : isoInstant(first),
    carryAgeDays,
    doneAt: doneAt === null ? null : isoInstant(doneAt),
    stays: stays.map(({ iterationId, title, in: come, out }) => ({
      iterationId,
      title,
      in: { ...come, at: isoInstant(come.at) },
      out: out === null ? null : { ...out, at: isoInstant(out.at) },
    })),
  };
}

/** A carried item as it goes out. */
export function toCarriedItem(item: CarriedItem): Type.Static<typeof Carried> {
  const { id, key, title, category, estimate, assigneeId, carryCount, pointsDragged } = item;
  return { id, key, title, category, estimate, assigneeId, carryCount, pointsDragged: rounded(pointsDragged) };
}
