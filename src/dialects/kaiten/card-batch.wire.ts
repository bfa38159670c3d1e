import { Type } from 'typebox';
import type { BulkDeed } from '../../actions/index.ts';
import { bulkLimit } from '../../actions/index.ts';
import type { Query } from '../../domain/filter.ts';
import type { ItemCondition } from '../../domain/item.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { CardBody } from './card-body.schema.ts';
import { toCardChange } from './card-body.wire.ts';
import { type FilterContext, toCardQuery } from './card-filters.ts';
import { inWords } from './wording.ts';

/** Body of PATCH for many cards: which ones, by the filters of the list, and what is to become of each. */
export const CardBatch = Type.Object({
  criteria: Type.Record(Type.String(), Type.Unknown()),
  attributes: CardBody,
});
export type CardBatch = Type.Static<typeof CardBatch>;

interface Batch {
  readonly list: { readonly query: Query; readonly conditions: readonly ItemCondition[] };
  readonly change: Extract<BulkDeed, { readonly change: unknown }>['change'];
  readonly doubts: Doubts;
}

/** Reads a change of many cards. Criteria that name nothing are refused, or they would mean every card there is. */
export function toBatch(body: CardBatch, doubts: Doubts, context: FilterContext): Batch {
  const faults: Fault[] = [...(inWords('Card', doubts).faults ?? [])];
  const criteria = isObject(body?.criteria) ? body.criteria : {};
  const attributes = isObject(body?.attributes) ? body.attributes : {};
  const unfit = faults.map(({ field }) => field);
  const attributeFaults = faults.filter(({ field }) => field.startsWith('attributes.'));
  const asked = toCardChange(
    Object.fromEntries(
      Object.entries(attributes).filter(([key]) => !attributeFaults.some(({ field }) => field === `attributes.${key}`)),
    ),
    {},
    context.types,
    null,
  );
  const { query, conditions } = toCardQuery(textsOf(criteria), context);
  if (!unfit.some((field) => field.startsWith('criteria')) && !isNarrow(criteria)) {
    const message = 'Card.criteria should NOT have fewer than 1 properties';
    faults.push({ field: 'criteria', rule: 'missing', message });
  }
  const { doubts: own, ...change } = asked;
  if (unfit.length === 0) faults.push(...(own.faults ?? []));
  return {
    list: { query: { ...query, skip: 0, limit: bulkLimit }, conditions },
    change,
    doubts: { faults },
  };
}

/** Parameters that narrow a list down by themselves; the rest says how it is shown. */
function isNarrow(criteria: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(criteria).some((key) => narrowing.has(key));
}

const narrowing = new Set([
  'space_id',
  'board_id',
  'column_id',
  'column_ids',
  'lane_id',
  'owner_id',
  'owner_ids',
  'responsible_id',
  'responsible_ids',
  'member_ids',
  'type_id',
  'type_ids',
  'tag',
  'tag_ids',
  'card_ids',
  'external_id',
]);

/** Criteria come as JSON where parameters are text; a list is as good as text with commas. */
function textsOf(criteria: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(criteria).flatMap(([key, value]): [string, string][] => {
      const text = Array.isArray(value) ? value.join(',') : value;
      return typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean'
        ? [[key, String(text)]]
        : [];
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
