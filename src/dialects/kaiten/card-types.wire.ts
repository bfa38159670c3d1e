import { Type } from 'typebox';
import type { ItemTypeFields } from '../../actions/index.ts';
import type { ItemType } from '../../domain/board-item.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textOf } from './body.ts';
import { TextOrNull } from './nullable.ts';
import { inWords, oneOfRequired } from './wording.ts';

/** A type of cards as it goes out (vendor page "Retrieve list of card types"). */
export const CardType = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  name: Type.String(),
  letter: Type.String(),
  color: Type.Integer(),
  company_id: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  archived: Type.Boolean(),
  description_template: TextOrNull,
  properties: Type.Null(),
  card_properties: Type.Null(),
  suggest_fields: Type.Boolean(),
  created: TextOrNull,
  updated: TextOrNull,
});
export type CardType = Type.Static<typeof CardType>;

/** The type that every company has; cards whose type is known elsewhere alone are of it here. */
export const builtInType: CardType = {
  id: 1,
  uid: '00000000-0000-4000-8000-000000000001',
  name: 'Card',
  letter: 'C',
  color: 1,
  company_id: null,
  archived: false,
  description_template: null,
  properties: null,
  card_properties: null,
  suggest_fields: true,
  created: null,
  updated: null,
};

/** Body of PATCH. */
export const CardTypeBody = Type.Partial(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64 }),
    letter: Type.String({ minLength: 1, maxLength: 2 }),
    color: Type.Integer({ minimum: 2, maximum: 25 }),
    description_template: TextOrNull,
    archived: Type.Boolean(),
  }),
);
export type CardTypeBody = Type.Static<typeof CardTypeBody>;

/** Body of POST. */
export const NewCardType = Type.Interface([CardTypeBody], { name: Type.String({ minLength: 1, maxLength: 64 }) });

const longestTemplate = 32_768;

/** Reads what a type is told of itself; a body that says nothing is a fault where it must say something. */
export function toTypeFields(
  body: CardTypeBody,
  doubts: Doubts,
  wants?: 'at least one',
): { readonly fields: ItemTypeFields; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined)
    return { fields: {}, doubts: inWords('CardType', doubts) };
  const { name, letter, color, description_template: template, archived } = body;
  const faults: Fault[] = [];
  textOf('CardType', 'name', name, { max: 64 }, faults);
  textOf('CardType', 'letter', letter, { max: 2 }, faults);
  textOf('CardType', 'description_template', template, { max: longestTemplate, lines: 'several' }, faults);
  const fields: ItemTypeFields = {
    ...(name === undefined ? {} : { name }),
    ...(letter === undefined ? {} : { letter }),
    ...(color === undefined ? {} : { color }),
    ...(template === undefined ? {} : { descriptionTemplate: template }),
    ...(archived === undefined ? {} : { archived }),
  };
  if (wants !== undefined && Object.keys(body).length === 0) {
    faults.push(...oneOfRequired('CardType', Object.keys(CardTypeBody.properties)));
  }
  return { fields, doubts: faults.length === 0 ? doubts : { ...doubts, faults } };
}

/** A company's own type on the wire; null is the built-in one. */
export function toCardType(type: ItemType | null, orgId: number): CardType {
  if (type === null) return builtInType;
  return {
    id: type.id,
    uid: type.uid,
    name: type.name,
    letter: type.letter,
    color: type.color,
    company_id: orgId,
    archived: type.archived,
    description_template: type.descriptionTemplate,
    properties: null,
    card_properties: null,
    suggest_fields: true,
    created: isoInstant(type.createdAt),
    updated: isoInstant(type.updatedAt),
  };
}
