import type { CreateItem, ItemFields, ItemOrder, ItemPlace } from '../../actions/index.ts';
import type { BoardItem, ItemType } from '../../domain/board-item.ts';
import { startOfUtcDay, utcDay } from '../../domain/days.ts';
import type { PersonName } from '../../domain/item.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import type { Wish } from '../../domain/workflow.ts';
import { soundMembers, textOf } from './body.ts';
import { CardBody } from './card-body.schema.ts';
import { sizeOfText } from './card-size.ts';
import { builtInType } from './card-types.wire.ts';
import { notADate, oneOfRequired } from './wording.ts';

const entity = 'Card';
export const cardKeys = Object.keys(CardBody.properties);
const textFormats = { 1: 'markdown', 2: 'html', 3: 'wiki' } as const;
const limits = { title: 1024, description: 32_768, size_text: 128, external_id: 1024 } as const;

/** What a body asks for: fields, a column, a place. */
export interface AskedCard {
  readonly fields: ItemFields;
  readonly to?: Wish;
  readonly place: ItemPlace;
  readonly doubts: Doubts;
}

/** Reads the body of a PATCH; `card` is as it stands, null where many are changed alike. */
export function toCardChange(
  body: CardBody,
  doubts: Doubts,
  types: readonly ItemType[],
  card: Pick<BoardItem, 'category' | 'columnId' | 'ownType'> | null,
): AskedCard {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const { board_id, column_id, lane_id, condition } = sent;
  if (doubts.body === undefined && faults.length === 0 && isEmpty(body))
    faults.push(...oneOfRequired(entity, cardKeys));
  const order = orderIn(sent);
  const isRevived = condition === 1 && card?.category === 'cancelled';
  const wish = column_id ?? (isRevived ? card.columnId : undefined);
  const isKeptType = sent.type_id === builtInType.id && card?.ownType === null;
  return {
    fields: {
      ...toFields(sent, faults),
      ...(isKeptType || sent.type_id === undefined ? {} : { type: typeKey(sent.type_id, types, faults) }),
      ...conditionIn(condition, card),
    },
    ...(wish === undefined ? {} : { to: { columnId: wish } }),
    place: {
      ...(board_id === undefined ? {} : { boardId: board_id }),
      ...(lane_id === undefined ? {} : { laneId: lane_id }),
      ...(order === undefined ? {} : { order }),
    },
    doubts: { ...doubts, faults },
  };
}

/** What a POST asks for, beside the project, which is that of the board. */
export type AskedNewCard = Omit<CreateItem, 'project'> & { readonly doubts: Doubts };

/** Reads the body of a POST. */
export function toNewCard(body: CardBody, doubts: Doubts, types: readonly ItemType[]): AskedNewCard {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const { board_id, column_id, lane_id, type_id } = sent;
  const order = orderIn(sent);
  const { title = '', ...fields } = toFields(sent, faults);
  return {
    ...(board_id === undefined ? {} : { boardId: board_id }),
    ...(column_id === undefined ? {} : { columnId: column_id }),
    ...(lane_id === undefined ? {} : { laneId: lane_id }),
    ...(order === undefined ? {} : { order }),
    fields: { ...fields, title, ...(type_id === undefined ? {} : { type: typeKey(type_id, types, faults) }) },
    doubts: { ...doubts, faults },
  };
}

function isEmpty(body: object): boolean {
  return Object.keys(body).length === 0;
}

function toFields(sent: CardBody, faults: Fault[]): ItemFields {
  const title = textIn(sent, 'title', faults);
  const description = textIn(sent, 'description', faults);
  const externalId = textIn(sent, 'external_id', faults);
  const owner = ownerIn(sent);
  const { responsible_id, properties, estimate_workload } = sent;
  checkProperties(properties, faults);
  return {
    ...(typeof title !== 'string' ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(externalId === undefined ? {} : { externalId }),
    ...sizeIn(sent, faults),
    ...flagsIn(sent),
    ...datesIn(sent, faults),
    ...(owner === undefined ? {} : { owner }),
    ...(responsible_id === undefined ? {} : { assignee: responsible_id === null ? null : { id: responsible_id } }),
    ...(sent.text_format_type_id === undefined ? {} : { textFormat: textFormats[sent.text_format_type_id] }),
    ...(properties === undefined ? {} : { properties }),
    ...(estimate_workload === undefined ? {} : { plannedMinutes: estimate_workload }),
  };
}

function textIn(
  sent: CardBody,
  key: 'title' | 'description' | 'external_id' | 'size_text',
  faults: Fault[],
): string | null | undefined {
  const lines = key === 'description' ? ({ lines: 'several' } as const) : {};
  return textOf(entity, key, sent[key], { max: limits[key], ...lines }, faults);
}

/** A number alone is kept as an estimate like any other; a unit, or a letter, as it was typed. */
function sizeIn(sent: CardBody, faults: Fault[]): ItemFields {
  const text = textIn(sent, 'size_text', faults);
  if (text === undefined) return {};
  const { size, size_text } = text === null ? { size: null, size_text: null } : sizeOfText(text);
  return { estimate: size, estimateText: size_text === null || size_text === String(size) ? null : size_text };
}

function flagsIn({ asap, blocked, due_date_time_present, expires_later }: CardBody): ItemFields {
  return {
    ...(asap === undefined ? {} : { asap: asap ? 1 : 0 }),
    ...(blocked === undefined ? {} : { isBlocked: blocked ? 1 : 0 }),
    ...(due_date_time_present === undefined ? {} : { hasDueTime: due_date_time_present ? 1 : 0 }),
    ...(expires_later === undefined ? {} : { expiresLater: expires_later ? 1 : 0 }),
  };
}

function datesIn(sent: CardBody, faults: Fault[]): ItemFields {
  const due = dateIn('due_date', sent.due_date, faults);
  const start = dateIn('planned_start', sent.planned_start, faults);
  const end = dateIn('planned_end', sent.planned_end, faults);
  return {
    ...(due === undefined ? {} : { dueDay: due.day, dueAt: due.at }),
    ...(start === undefined ? {} : { startDay: start.day, plannedStartAt: start.at }),
    ...(end === undefined ? {} : { endDay: end.day, plannedEndAt: end.at }),
  };
}

/** A date alone, or an instant with its zone. A midnight is the day that begins with it, as both are shown alike. */
function dateIn(
  field: string,
  text: string | null | undefined,
  faults: Fault[],
): { readonly day: string | null; readonly at: number | null } | undefined {
  if (text === undefined) return undefined;
  if (text === null) return { day: null, at: null };
  const moment = parseMoment(text);
  if (moment === null || (moment.at === null && moment.timeOfDay !== null)) {
    faults.push(notADate(entity, field));
    return undefined;
  }
  if (moment.at === null) return { day: moment.day, at: null };
  const day = utcDay(moment.at);
  return { day, at: moment.at === startOfUtcDay(day) ? null : moment.at };
}

function ownerIn({ owner_id, owner_email }: CardBody): PersonName | undefined {
  if (owner_id !== undefined) return { id: owner_id };
  return owner_email === undefined ? undefined : { email: owner_email };
}

function checkProperties(properties: CardBody['properties'], faults: Fault[]): void {
  if (properties === undefined || properties === null) return;
  if (Object.keys(properties).every((key) => /^id_\d{1,15}$/.test(key))) return;
  faults.push({ field: 'properties', rule: 'unknown', message: 'properties should NOT have additional properties' });
}

function orderIn({ sort_order, position, prev_card_id }: CardBody): ItemOrder | undefined {
  if (prev_card_id !== undefined) return { after: prev_card_id };
  if (sort_order !== undefined) return { sortOrder: sort_order };
  if (position === undefined) return undefined;
  return position === 1 ? 'first' : 'last';
}

/** What was cancelled elsewhere is put away already, as it is shown. */
function conditionIn(condition: 1 | 2 | undefined, card: Pick<BoardItem, 'category'> | null): ItemFields {
  if (condition === undefined) return {};
  if (condition === 1) return { condition: 'live' };
  return card?.category === 'cancelled' ? {} : { condition: 'archived' };
}

function typeKey(id: number | null, types: readonly ItemType[], faults: Fault[]): string {
  if (id === null || id === builtInType.id) return 'task';
  const type = types.find((each) => each.id === id);
  if (type === undefined) {
    const message = `${entity}.type_id should be the id of a card type`;
    faults.push({ field: 'type_id', rule: 'reference', message });
  }
  return type?.key ?? 'task';
}
