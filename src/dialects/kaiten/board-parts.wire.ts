import { Type } from 'typebox';
import type { Details } from '../../domain/details.ts';
import type { Fault } from '../../domain/refusal.ts';
import { keptOf, textOf } from './body.ts';
import { TextOrNull, TextOrNumberOrNull } from './nullable.ts';

const largest = 2_147_483_647;

/** A number of days, hours or minutes; -1 is never. */
export const Count = Type.Integer({ minimum: -1, maximum: largest });
/** How much may stand in a column or a lane; null is any number. */
export const Limit = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: largest });
/** A number that may be chosen freely, or none. */
export const FreeInteger = Type.Unsafe<number | null>({ type: ['integer', 'null'], maximum: largest });
export const Title = Type.String({ minLength: 1, maxLength: 128 });

/** What columns and lanes are shown and worked with by alike, kept as it is said. */
export const keptOfParts = {
  wip_limit_type: Type.Enum([1, 2]),
  default_tags: TextOrNull,
  external_id: TextOrNumberOrNull,
  last_moved_warning_after_days: Count,
  last_moved_warning_after_hours: Count,
  last_moved_warning_after_minutes: Count,
};

/** The same where nothing was said. */
export const unsaidOfParts = {
  wip_limit_type: 1,
  default_tags: null,
  external_id: null,
  last_moved_warning_after_days: -1,
  last_moved_warning_after_hours: -1,
  last_moved_warning_after_minutes: -1,
} as const;

/** What a body may say of a column or a lane with an effect here. */
export const saidOfParts = {
  sort_order: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  wip_limit: Type.Optional(Limit),
};

interface SentPart {
  readonly title?: string;
  readonly sort_order?: number;
  readonly wip_limit?: number | null;
  readonly external_id?: string | number | null;
  readonly default_tags?: string | null;
}

/** The fields of a column or a lane that a body names, of which `kept` are kept as said. `prefix` is where its members are. */
export function partFields(
  entity: string,
  sent: SentPart,
  kept: readonly string[],
  prefix: string,
  faults: Fault[],
): {
  readonly title?: string;
  readonly itemLimit?: number | null;
  readonly sortOrder?: number;
  readonly details: Details;
} {
  const title = textOf(entity, `${prefix}title`, sent.title, { max: 128 }, faults);
  textOf(entity, `${prefix}default_tags`, sent.default_tags, { max: 1024 }, faults);
  const externalId = textOf(entity, `${prefix}external_id`, sent.external_id, { max: 1024 }, faults);
  const { sort_order, wip_limit } = sent;
  const details = keptOf(sent, kept);
  return {
    ...(title === undefined ? {} : { title }),
    ...(wip_limit === undefined ? {} : { itemLimit: wip_limit }),
    ...(sort_order === undefined ? {} : { sortOrder: sort_order }),
    details: externalId === undefined ? details : { ...details, external_id: externalId },
  };
}
