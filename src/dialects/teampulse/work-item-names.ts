import type { Choice, Expression, Literal } from '../../domain/filter.ts';
import { firstStatuses, type Status } from '../../domain/workflow.ts';

/** What a work item may be (vendor page "Work Items"). */
export const workItemTypes = ['Feature', 'Story', 'Bug', 'Issue', 'Risk', 'Feedback', 'Task'] as const;
export type WorkItemType = (typeof workItemTypes)[number];

/** Core key → type. The first key of a type is the one that new items get; keys that are not here are shown as stories. */
const typeOfKey: ReadonlyMap<string, WorkItemType> = new Map([
  ['task', 'Task'],
  ['story', 'Story'],
  ['bug', 'Bug'],
  ['newFeature', 'Feature'],
  ['epic', 'Feature'],
  ['project', 'Feature'],
  ['release', 'Feature'],
  ['goal', 'Feature'],
  ['milestone', 'Feature'],
  ['issue', 'Issue'],
  ['incident', 'Issue'],
  ['risk', 'Risk'],
  ['feedback', 'Feedback'],
  ['request', 'Feedback'],
]);

/** The type of an item of ours. */
export function typeOf(key: string): WorkItemType {
  return typeOfKey.get(key) ?? 'Story';
}

/** What the core calls a type. */
export function keyOf(type: WorkItemType): string {
  return keysOf(type)[0] ?? 'story';
}

function keysOf(type: WorkItemType): readonly string[] {
  return [...typeOfKey].flatMap(([key, each]) => (each === type ? [key] : []));
}

/** Core key → what it is called where nobody gave it another name; in the order in which a name is looked up. */
const ordinaryNames: Readonly<Record<string, string>> = {
  open: 'Not Done',
  inProgress: 'In Progress',
  readyForTest: 'Ready For Test',
  done: 'Done',
  deferred: 'Deferred',
  cancelled: 'Deleted',
};
const namesOfTwo: Readonly<Record<string, string>> = {
  open: 'Active',
  inProgress: 'Active',
  needInfo: 'Active',
  readyForTest: 'Active',
  done: 'Closed',
  cancelled: 'Closed',
  deferred: 'Closed',
};

/** The names for the statuses of a type; null for the type that has none. */
function namesFor(type: WorkItemType): Readonly<Record<string, string>> | null {
  if (type === 'Feedback') return null;
  return type === 'Issue' || type === 'Risk' ? namesOfTwo : ordinaryNames;
}

/** What a status is called for items of a type. One that an organization named itself is called so. */
export function statusName(type: WorkItemType, status: Pick<Status, 'key' | 'name'>): string | null {
  const names = namesFor(type);
  if (names === null) return null;
  const isOurs = firstStatuses.some(({ key, name }) => key === status.key && name === status.name);
  return (isOurs ? names[status.key] : undefined) ?? status.name;
}

/** The names that a status may be given by, for items of a type in a project with these statuses. */
export function statusNames(type: WorkItemType, statuses: readonly Status[]): readonly string[] {
  return [...new Set(statuses.flatMap((status) => statusName(type, status) ?? []))];
}

/** The status of a name, in any letter case, or undefined. Of several it is the one that the item has, else the foremost. */
export function statusNamed(
  type: WorkItemType,
  statuses: readonly Status[],
  name: string,
  presentId: number | null,
): Status | undefined {
  const isCalled = (other: string | null | undefined) => other?.toLowerCase() === name.toLowerCase();
  const candidates = statuses.filter((status) => isCalled(statusName(type, status)));
  const present = candidates.find(({ id }) => id === presentId);
  const names = Object.entries(namesFor(type) ?? {});
  const byKey = names.flatMap(([key, meant]) =>
    isCalled(meant) ? (statuses.find((each) => each.key === key) ?? []) : [],
  );
  return present ?? byKey[0] ?? candidates[0];
}

/** The type of an item as a query sees it. */
export const typeExpression: Expression = choice(
  { kind: 'field', field: 'type', type: 'text', nullable: false },
  [...typeOfKey].map(([key, type]) => ({ when: text(key), answer: text(type) })),
  text('Story'),
);

/** The status of an item as a query sees it, in an organization with these statuses. */
export function statusExpression(statuses: readonly Status[]): Expression {
  const namedFor = (type: WorkItemType): Expression =>
    choice(
      { kind: 'field', field: 'statusId', type: 'integer', nullable: false },
      statuses.map((status) => ({ when: number(status.id), answer: text(statusName(type, status)) })),
      text(null),
    );
  const special = (['Issue', 'Risk', 'Feedback'] as const).flatMap((type) => {
    const answer = namedFor(type);
    return keysOf(type).map((key) => ({ when: text(key), answer }));
  });
  return choice({ kind: 'field', field: 'type', type: 'text', nullable: false }, special, namedFor('Story'));
}

function choice(of: Expression, cases: Choice['cases'], otherwise: Expression): Choice {
  const nullable = otherwise.nullable || cases.some(({ answer }) => answer.nullable);
  return { kind: 'choice', type: otherwise.type, nullable, of, cases, otherwise };
}

function text(value: string | null): Literal {
  return { kind: 'literal', type: 'text', nullable: value === null, value };
}

function number(value: number): Literal {
  return { kind: 'literal', type: 'integer', nullable: false, value };
}
