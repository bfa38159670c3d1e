import { Type } from 'typebox';
import type { CreateItem, ItemFields, ProjectRef } from '../../actions/index.ts';
import { type ListChange, longestText } from '../../domain/item.ts';
import type { IterationName } from '../../domain/iteration.ts';
import { type Doubts, type Fault, Refusal, refuseUnreadable } from '../../domain/refusal.ts';
import {
  addFault,
  editable,
  readerOf,
  readFields,
  readString,
  readThing,
  Text,
  Thing,
  wrongFormat,
} from './issue-fields.wire.ts';
import { keyNamed, projectNamed } from './issue-names.ts';
import type { Language } from './language.ts';
import { resolutionEntries } from './names.ts';
import { readText } from './references-in.wire.ts';

/** Body of PATCH and of a move (vendor page "Edit an issue"): any of these keys, and no others. */
export const IssuePatch = Type.Object(editable, { additionalProperties: false });
export type IssuePatch = Type.Static<typeof IssuePatch>;

/** Body of POST (vendor page "Create an issue"). */
export const NewIssue = Type.Object(
  { ...editable, queue: Thing, summary: Type.String(), unique: Type.Optional(Text) },
  { additionalProperties: false },
);
export type NewIssue = Type.Static<typeof NewIssue>;

/** Body of a transition (vendor page "Make a status transition"): what is edited with it, and why. */
export const Execution = Type.Object(
  { ...editable, comment: Type.Optional(Text), resolution: Type.Optional(Thing) },
  { additionalProperties: false },
);
export type Execution = Type.Static<typeof Execution>;

/** What is asked of an issue's fields and iterations, and everything that is wrong with it. */
export interface IssueChange {
  readonly fields: ItemFields;
  readonly iterations?: ListChange<IterationName>;
  readonly doubts: Doubts;
}

/** What a PATCH asks for. */
export function toIssueChange(body: IssuePatch, doubts: Doubts, language: Language): IssueChange {
  const reader = readerOf(body, doubts, language);
  return { ...readFields(reader), doubts: { ...doubts, faults: reader.faults } };
}

/** What a move to another queue asks for; `queue` is from the address. @throws Refusal invalid (none was named) */
export function toMove(
  queue: string | undefined,
  body: IssuePatch,
  doubts: Doubts,
  language: Language,
): IssueChange & { readonly to: ProjectRef } {
  const change = toIssueChange(body, doubts, language);
  const word = queue === undefined ? undefined : readText(queue);
  const missing: Fault = { field: 'queue', rule: 'missing', message: wrongFormat[language] };
  const faults = word === undefined ? [missing, ...(change.doubts.faults ?? [])] : change.doubts.faults;
  return {
    ...change,
    to: projectNamed({ word: word ?? '' }),
    doubts: { ...change.doubts, ...(faults === undefined ? {} : { faults }) },
  };
}

/** What a transition asks for beside the status. */
export function toExecution(
  body: Execution,
  doubts: Doubts,
  language: Language,
): IssueChange & { readonly comment?: string } {
  const reader = readerOf(body, doubts, language);
  const { fields, ...change } = readFields(reader);
  const comment = readString(reader, 'comment', { min: 0, max: longestText, lines: 'several' });
  const resolution =
    reader.members.resolution === null
      ? undefined
      : readThing(reader, 'resolution', (named) => keyNamed(resolutionEntries, named));
  return {
    ...change,
    fields: { ...fields, ...(resolution === undefined ? {} : { resolution }) },
    ...(typeof comment === 'string' && comment !== '' ? { comment } : {}),
    doubts: { ...doubts, faults: reader.faults },
  };
}

/**
 * What a POST asks for. A body that names no queue is refused at once, as there is no queue yet to have rights in.
 * @throws Refusal unsupported_media_type, malformed_body, invalid
 */
export function toNewIssue(body: NewIssue, doubts: Doubts, language: Language): CreateItem {
  const reader = readerOf(body, doubts, language);
  const { fields, ...change } = readFields(reader);
  const unique = readString(reader, 'unique', { min: 1, max: 256 });
  if (reader.members.queue === null) {
    addFault(reader, 'queue', 'missing', wrongFormat);
    Reflect.deleteProperty(reader.members, 'queue');
  }
  const project = readThing(reader, 'queue', projectNamed);
  if (project === undefined) {
    refuseUnreadable(doubts);
    throw new Refusal('invalid', wrongFormat[language], { faults: reader.faults });
  }
  return {
    project,
    ...change,
    fields: { ...fields, title: fields.title ?? '' },
    ...(typeof unique === 'string' ? { uniqueKey: unique } : {}),
    doubts: { ...doubts, faults: reader.faults },
  };
}
