import type { EventStory } from '../../actions/index.ts';
import { type Envelope, testKind } from '../../domain/webhook.ts';
import { toBoard } from './boards.wire.ts';
import { toCommentModel } from './card-comments.wire.ts';
import { changedCard } from './card-envelopes.ts';
import { toCardFile } from './card-files.wire.ts';
import { toTimeLog } from './card-time-logs.wire.ts';
import { toFlatCard } from './cards.wire.ts';
import { entriesOf, envelope, update } from './envelope.ts';
import { toIterationCard } from './iteration-cards.wire.ts';
import { toIteration } from './iterations.wire.ts';
import { toSpace } from './spaces.wire.ts';

/**
 * Tells an event as the vendor's external webhooks do (vendor page "External webhooks"): `{event, data}`, with the whole model for what
 * was added or removed, and with `old` and `changes` for what was changed. The vendor tells nothing of iterations; whoever
 * asks for those events by name gets them in the same envelopes. One event may come to several.
 */
export function kaitenEnvelopes(story: EventStory): readonly Envelope[] {
  const entered = story.entered.map((stay) => {
    // As in `moved_cards`: what has only begun has no end.
    const { removed_at, removed_by_uid, ...begun } = toIterationCard(stay);
    return envelope(story, 'iteration_card:add', begun);
  });
  const left = story.left.map((stay) => envelope(story, 'iteration_card:remove', toIterationCard(stay)));
  return [...own(story), ...entered, ...left];
}

function own(story: EventStory): readonly Envelope[] {
  const { kind } = story.event;
  if (kind === testKind) return [envelope(story, testKind, {})];
  return tellers[kind.split('.', 1)[0] ?? '']?.(story) ?? [];
}

/** By what an event is about, the first part of its kind. */
const tellers: Readonly<Record<string, (story: EventStory) => readonly Envelope[]>> = {
  project: ofSpace,
  board: ofBoard,
  item: ofCard,
  comment: ofComment,
  time_entry: ofTimeLog,
  attachment: ofFile,
  iteration: ofIteration,
};

/** Where a space is shown is left out: who listens to one need not know those above it. */
function ofSpace(story: EventStory): readonly Envelope[] {
  const { event, project } = story;
  if (event.kind !== 'project.changed' || project === null) return [];
  const state = (fields: Readonly<Record<string, unknown>>) => {
    const { path, parent_entity_uid, ...space } = toSpace({ ...project, ...fields }, new Map());
    return space;
  };
  return update(story, 'space:update', state(entriesOf(event.data.before)), state(entriesOf(event.data.after)));
}

/** Of columns and lanes the vendor tells nothing but what a new board begins with. */
function ofBoard(story: EventStory): readonly Envelope[] {
  const { event, board } = story;
  if (board === null) return [];
  if (event.kind === 'board.created') return [envelope(story, 'board:add', toBoard(board.view, board))];
  const state = (fields: Readonly<Record<string, unknown>>) => {
    const { columns, lanes, ...scalars } = toBoard({ ...board.view, ...fields }, board);
    return scalars;
  };
  return update(story, 'board:update', state(entriesOf(event.data.before)), state(entriesOf(event.data.after)));
}

function ofCard(story: EventStory): readonly Envelope[] {
  const { event, item } = story;
  if (item === null) return [];
  if (event.kind === 'item.created') return [envelope(story, 'card:add', toFlatCard(item))];
  return event.kind === 'item.changed' ? changedCard(story, item) : [];
}

/** A comment that is gone is told by its numbers. */
function ofComment(story: EventStory): readonly Envelope[] {
  const { event, item, comment } = story;
  if (item === null) return [];
  const model = (fields: Readonly<Record<string, unknown>>) =>
    comment === null
      ? { id: event.data.commentId, card_id: item.id, ...fields }
      : toCommentModel({ ...comment, ...fields });
  if (event.kind === 'comment.added') return [envelope(story, 'comment:add', model({}))];
  if (event.kind === 'comment.removed') return [envelope(story, 'comment:remove', model({}))];
  return update(story, 'comment:update', model(entriesOf(event.data.before)), model(entriesOf(event.data.after)));
}

/** A time log that is gone is told by its numbers. */
function ofTimeLog(story: EventStory): readonly Envelope[] {
  const { event, timeEntry } = story;
  const known = { id: event.data.id, card_id: event.data.itemId };
  if (event.kind === 'time_entry.removed') return [envelope(story, 'card_time_log:remove', known)];
  if (event.kind === 'time_entry.created') {
    return [envelope(story, 'card_time_log:add', timeEntry === null ? known : toTimeLog(timeEntry))];
  }
  if (timeEntry === null) return [];
  const state = (fields: Readonly<Record<string, unknown>>) => toTimeLog({ ...timeEntry, ...fields });
  return update(story, 'card_time_log:update', state(entriesOf(event.data.before)), state(entriesOf(event.data.after)));
}

/** A file that is gone is told by its numbers. */
function ofFile(story: EventStory): readonly Envelope[] {
  const { event, attachment } = story;
  const known = { id: event.data.id, card_id: event.data.itemId };
  if (event.kind === 'attachment.removed') return [envelope(story, 'file:remove', known)];
  if (event.kind === 'attachment.created') {
    return [envelope(story, 'file:add', attachment === null ? known : toCardFile(attachment))];
  }
  if (attachment === null) return [];
  const state = (fields: Readonly<Record<string, unknown>>) => toCardFile({ ...attachment, ...fields });
  return update(story, 'file:update', state(entriesOf(event.data.before)), state(entriesOf(event.data.after)));
}

function ofIteration(story: EventStory): readonly Envelope[] {
  const { event, iteration } = story;
  // Releases are not known here.
  if (iteration?.kind !== 'iteration') return [];
  const { kind, data } = event;
  if (kind === 'iteration.created') return [envelope(story, 'iteration:add', toIteration(iteration))];
  if (kind === 'iteration.removed') return [envelope(story, 'iteration:remove', toIteration(iteration))];
  if (kind !== 'iteration.changed') return [];
  const state = (fields: Readonly<Record<string, unknown>>) => toIteration({ ...iteration, ...fields });
  return update(story, 'iteration:update', state(entriesOf(data.before)), state(entriesOf(data.after)));
}
