import type { Selectable } from 'kysely';
import type { Item } from '../domain/item.ts';
import { folded } from '../domain/text.ts';
import type { Db } from './engine.ts';
import type { ItemTable } from './item-schema.ts';
import type { ItemDetailColumns } from './work-details-schema.ts';

/** An item as it is stored. */
export type ItemRow = Selectable<ItemTable & ItemDetailColumns>;

/** The columns of an item, each called as the core calls it. */
export const itemColumns = [
  't.org_id as orgId',
  't.id',
  't.uid',
  't.project_id as projectId',
  't.key',
  't.type',
  't.title',
  't.description',
  't.parent_id as parentId',
  't.unique_key as uniqueKey',
  't.priority',
  't.resolution',
  't.board_id as boardId',
  't.column_id as columnId',
  't.lane_id as laneId',
  't.status_id as statusId',
  't.previous_status_id as previousStatusId',
  't.status_at as statusAt',
  't.category',
  't.estimate',
  't.estimate_text as estimateText',
  't.done_estimate as doneEstimate',
  't.condition',
  't.assignee_id as assigneeId',
  't.start_day as startDay',
  't.end_day as endDay',
  't.due_day as dueDay',
  't.planned_minutes as plannedMinutes',
  't.remaining_minutes as remainingMinutes',
  't.spent_minutes as spentMinutes',
  't.area_id as areaId',
  't.team_id as teamId',
  't.estimate_low as estimateLow',
  't.estimate_high as estimateHigh',
  't.backlog_priority as backlogPriority',
  't.custom',
  't.started_at as startedAt',
  't.done_at as doneAt',
  't.sort_order as sortOrder',
  't.version',
  't.created_at as createdAt',
  't.created_by as createdBy',
  't.updated_at as updatedAt',
  't.updated_by as updatedBy',
] as const;

/** Selects whole items. */
export function selectItems(db: Db) {
  return db.selectFrom('item as t').select([...itemColumns]);
}

/** An item and its row are the same but for spelling; the folded texts are kept for searching. */
export function itemToRow(item: Item): ItemRow {
  return {
    org_id: item.orgId,
    id: item.id,
    uid: item.uid,
    project_id: item.projectId,
    key: item.key,
    type: item.type,
    title: item.title,
    title_folded: folded(item.title),
    description: item.description,
    description_folded: item.description === null ? null : folded(item.description),
    parent_id: item.parentId,
    unique_key: item.uniqueKey,
    priority: item.priority,
    resolution: item.resolution,
    board_id: item.boardId,
    column_id: item.columnId,
    lane_id: item.laneId,
    status_id: item.statusId,
    previous_status_id: item.previousStatusId,
    status_at: item.statusAt,
    category: item.category,
    estimate: item.estimate,
    estimate_text: item.estimateText,
    done_estimate: item.doneEstimate,
    condition: item.condition,
    assignee_id: item.assigneeId,
    start_day: item.startDay,
    end_day: item.endDay,
    due_day: item.dueDay,
    planned_minutes: item.plannedMinutes,
    remaining_minutes: item.remainingMinutes,
    spent_minutes: item.spentMinutes,
    area_id: item.areaId,
    team_id: item.teamId,
    estimate_low: item.estimateLow,
    estimate_high: item.estimateHigh,
    backlog_priority: item.backlogPriority,
    custom: item.custom,
    started_at: item.startedAt,
    done_at: item.doneAt,
    sort_order: item.sortOrder,
    version: item.version,
    created_at: item.createdAt,
    created_by: item.createdBy,
    updated_at: item.updatedAt,
    updated_by: item.updatedBy,
  };
}
