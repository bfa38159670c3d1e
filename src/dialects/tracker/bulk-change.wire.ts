import { Type } from 'typebox';
import {
  type BulkChange,
  type BulkDeed,
  type BulkItem,
  type BulkRefusal,
  bulkLimit,
  type StartBulkChange,
} from '../../actions/index.ts';
import type { Doubts, Fault, FaultRule } from '../../domain/refusal.ts';
import { refusalFrom } from '../../domain/refusal.ts';
import type { Status } from '../../domain/workflow.ts';
import { errorsOf } from './errors.ts';
import { trackerInstant } from './instants.ts';
import { Execution, IssuePatch, toExecution, toIssueChange } from './issue-body.wire.ts';
import { Thing, wrongFormat } from './issue-fields.wire.ts';
import { projectNamed } from './issue-names.ts';
import { issueRef, referToIssue } from './issues.wire.ts';
import type { Language, Texts } from './language.ts';
import { Reference, referToPerson } from './references.ts';
import { readNamed } from './references-in.wire.ts';

const Issues = Type.Unknown({ description: `Keys or ids of 1 to ${bulkLimit} issues, or a query that finds them` });
const Switch = Type.Optional(Type.Boolean());

/** Body of `_update` (vendor page "Bulk changes to issues"). */
export const BulkUpdate = Type.Object(
  { issues: Issues, values: IssuePatch, notify: Switch },
  { additionalProperties: false },
);

/** Body of `_transition` (vendor page "Bulk changes to issue statuses"). */
export const BulkTransition = Type.Object(
  { transition: Thing, issues: Issues, values: Type.Optional(Execution), notify: Switch },
  { additionalProperties: false },
);

/** Body of `_move` (vendor page "Bulk move of issues"). Components and versions are not kept, so none are left behind. */
export const BulkMove = Type.Object(
  {
    queue: Thing,
    issues: Issues,
    values: Type.Optional(IssuePatch),
    moveAllFields: Switch,
    initialStatus: Switch,
    notify: Switch,
  },
  { additionalProperties: false },
);

const started = {
  self: Type.String(),
  id: Type.String(),
  createdBy: Reference,
  createdAt: Type.String(),
  status: Type.Enum(['CREATED', 'RUNNING', 'COMPLETE', 'FAILED']),
  statusText: Type.String(),
  executionChunkPercent: Type.Integer(),
  executionIssuePercent: Type.Integer(),
};

/** A bulk change as it is answered to who begins it. */
export const BulkStarted = Type.Object(started);
type BulkStarted = Type.Static<typeof BulkStarted>;

/** A bulk change as it is answered to who asks how far it is (vendor page "Bulk operation's status and details"). */
export const BulkProgress = Type.Object({
  ...started,
  totalIssues: Type.Integer(),
  totalCompletedIssues: Type.Integer({ description: 'Without those that were refused' }),
});
type BulkProgress = Type.Static<typeof BulkProgress>;

/** An issue that a bulk change left as it was, and why (the same page). */
export const BulkFailure = Type.Object({
  issue: Reference,
  status: Type.Literal('FAILED'),
  statusText: Type.String(),
  error: Type.Object({
    errors: Type.Record(Type.String(), Type.String()),
    errorMessages: Type.Array(Type.String()),
  }),
});
type BulkFailure = Type.Static<typeof BulkFailure>;

/** What `_update` asks for. */
export function toBulkUpdate(
  body: Type.Static<typeof BulkUpdate>,
  doubts: Doubts,
  language: Language,
): StartBulkChange {
  const reader = readerOf(body, doubts, language);
  const { doubts: ofValues, ...change } = toIssueChange(reader.values, reader.ofValues, language);
  return startOf(reader, { change }, ofValues);
}

/** What `_transition` asks for; `statuses` are those of the organization, each of which names the way that leads to it. */
export function toBulkTransition(
  body: Type.Static<typeof BulkTransition>,
  doubts: Doubts,
  statuses: readonly Status[],
  language: Language,
): StartBulkChange {
  const reader = readerOf(body, doubts, language);
  const { doubts: ofValues, ...change } = toExecution(reader.values, reader.ofValues, language);
  const word = wordIn(reader, 'transition', body.transition);
  const target = statuses.find(({ key }) => key === word);
  if (word !== undefined && target === undefined) addFault(reader, 'transition', 'reference', noTransition);
  const to = target === undefined ? {} : { to: { statusId: target.id } };
  return startOf(reader, { change: { ...change, ...to } }, ofValues);
}

/** What `_move` asks for. */
export function toBulkMove(body: Type.Static<typeof BulkMove>, doubts: Doubts, language: Language): StartBulkChange {
  const reader = readerOf(body, doubts, language);
  const { doubts: ofValues, ...change } = toIssueChange(reader.values, reader.ofValues, language);
  const to = projectNamed({ word: wordIn(reader, 'queue', body.queue) ?? '' });
  return startOf(reader, { transfer: { ...change, to, begins: body.initialStatus === true } }, ofValues);
}

/** A bulk change that has just begun, for a caller that reached us at `base` (`scheme://host/v3`). */
export function toBulkStarted(change: BulkChange, base: string, language: Language): BulkStarted {
  const percent = Math.floor((change.done / change.total) * 100);
  return {
    self: `${base}/bulkchange/${change.id}`,
    id: change.id,
    createdBy: referToPerson(base, change.creator),
    createdAt: trackerInstant(change.createdAt),
    status: statuses[change.status],
    statusText: (change.refused > 0 && change.status === 'complete' ? withErrors : statusTexts[change.status])[
      language
    ],
    executionChunkPercent: percent,
    executionIssuePercent: percent,
  };
}

/** How far a bulk change is. */
export function toBulkProgress(change: BulkChange, base: string, language: Language): BulkProgress {
  return {
    ...toBulkStarted(change, base, language),
    totalIssues: change.total,
    totalCompletedIssues: change.done - change.refused,
  };
}

/** An issue that was left as it was. */
export function toBulkFailure({ item, refusal }: BulkRefusal, base: string, language: Language): BulkFailure {
  return {
    issue: referToIssue(base, item),
    status: 'FAILED',
    statusText: notChanged[language],
    error: errorsOf(refusalFrom(refusal), 'POST', language),
  };
}

const statuses = { created: 'CREATED', running: 'RUNNING', complete: 'COMPLETE', failed: 'FAILED' } as const;

const withErrors: Texts = { ru: 'Завершился с ошибками', en: 'Bulk change completed with errors.' };
const statusTexts: Readonly<Record<BulkChange['status'], Texts>> = {
  created: { ru: 'Создан', en: 'Bulk change task created.' },
  running: { ru: 'Выполняется', en: 'Bulk change is in progress.' },
  complete: { ru: 'Завершён', en: 'Bulk change completed.' },
  failed: withErrors,
};
const notChanged: Texts = { ru: 'Изменения не выполнены', en: 'Changes were not made' };
const noTransition: Texts = { ru: 'Переход не существует.', en: 'Transition does not exist.' };
const tooMany: Texts = {
  ru: `За один раз можно изменить не больше ${bulkLimit} задач.`,
  en: `At most ${bulkLimit} issues can be changed at once`,
};

/** A body taken apart: its items, its values, and what is wrong with either and with the rest. */
interface Reader {
  readonly items: readonly BulkItem[];
  readonly values: IssuePatch & Execution;
  readonly ofValues: Doubts;
  readonly body: Doubts['body'];
  readonly faults: Fault[];
  readonly language: Language;
}

/** Faults of `values` go under the names that its members have when one issue is edited. */
function readerOf(
  { issues, values = {} }: { readonly issues: unknown; readonly values?: IssuePatch & Execution },
  doubts: Doubts,
  language: Language,
): Reader {
  const inner = 'values.';
  const all = doubts.faults ?? [];
  const faults = all.filter(({ field }) => !field.startsWith(inner));
  const isMisshapen = faults.some(({ field }) => field === 'values');
  const reader = {
    values: isMisshapen ? {} : values,
    ofValues: {
      faults: all
        .filter(({ field }) => field.startsWith(inner))
        .map((each) => ({ ...each, field: each.field.slice(inner.length) })),
    },
    body: doubts.body,
    faults: [...faults],
    language,
  };
  return { ...reader, items: itemsIn(reader, issues) };
}

function startOf({ items, body, faults }: Reader, deed: BulkDeed, ofValues: Doubts): StartBulkChange {
  const all = [...faults, ...(ofValues.faults ?? [])];
  return { items, deed, doubts: { faults: all, ...(body === undefined ? {} : { body }) } };
}

function itemsIn(reader: Pick<Reader, 'faults' | 'language'>, issues: unknown): readonly BulkItem[] {
  if (issues === undefined) return [];
  const entries: readonly unknown[] | undefined = Array.isArray(issues) ? issues : undefined;
  const isTooLong = entries !== undefined && entries.length > bulkLimit;
  const items = isTooLong ? [] : entries?.map(itemNamed).filter((each) => each !== undefined);
  if (isTooLong) addFault(reader, 'issues', 'reference', tooMany);
  else if (entries?.length === 0) addFault(reader, 'issues', 'missing', wrongFormat);
  else if (items?.length !== entries?.length || items === undefined) addFault(reader, 'issues', 'type', wrongFormat);
  return items ?? [];
}

function itemNamed(value: unknown): BulkItem | undefined {
  const named = readNamed(value);
  if (named === undefined || !('word' in named)) return undefined;
  const name = named.word;
  const ref = issueRef(name);
  return { ref: 'id' in ref && ref.id > 0 ? { id: ref.id } : { key: name }, name };
}

/** The id or key by which a member names something. */
function wordIn(reader: Reader, field: 'transition' | 'queue', value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const named = readNamed(value);
  if (named !== undefined && 'word' in named) return named.word;
  addFault(reader, field, 'type', wrongFormat);
  return undefined;
}

function addFault(
  { faults, language }: Pick<Reader, 'faults' | 'language'>,
  field: string,
  rule: FaultRule,
  texts: Texts,
): void {
  faults.push({ field, rule, message: texts[language] });
}
