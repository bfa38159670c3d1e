import type { Actions, Caller, LookedUp, NamedKind } from '../../actions/index.ts';
import { startOfDayIn } from '../../domain/days.ts';
import { folded } from '../../domain/text.ts';
import type { Status } from '../../domain/workflow.ts';
import { issueRef } from './issues.wire.ts';
import { statusNameOf, statusTypeOf } from './names.ts';
import { type CheckedQuery, checkQuery } from './query-language/checker.ts';
import { statusTypeNamed } from './query-language/choices.ts';
import type { Faults } from './query-language/fault.ts';
import type { LookupKind } from './query-language/fields.ts';
import { type Lookups, type NameToFind, namesIn } from './query-language/lookups.ts';
import type { ParsedQuery } from './query-language/syntax-tree.ts';

/** A parsed query in the core's terms: its names are looked up among what the caller can see. `now` in epoch milliseconds. */
export async function resolveQuery(
  actions: Actions,
  caller: Caller,
  parsed: ParsedQuery,
  now: number,
): Promise<CheckedQuery | Faults> {
  const names = namesIn(parsed);
  const looked = await actions.lookUp(caller, {
    names: names.flatMap(({ kind, text }) =>
      isOfStatuses(kind) ? [] : [{ kind: coreKinds[kind], text: writtenForCore(kind, text) }],
    ),
  });
  const statuses = names.some(({ kind }) => isOfStatuses(kind))
    ? await actions.listStatuses(caller, { projectId: null })
    : [];
  return checkQuery(parsed, lookupsOf(names, looked, statuses), {
    me: caller.actor.userId,
    now,
    dayStart: (day) => startOfDayIn(looked.zone, day),
  });
}

type OfStatuses = 'status' | 'status type';

const coreKinds = {
  queue: 'project',
  person: 'person',
  board: 'board',
  issue: 'item',
  sprint: 'iteration',
  'sprint of board': 'iteration of board',
  'running sprint of board': 'active iteration of board',
} as const satisfies Record<Exclude<LookupKind, OfStatuses>, NamedKind>;

/** Statuses have names of this dialect's own. */
function isOfStatuses(kind: LookupKind): kind is OfStatuses {
  return kind === 'status' || kind === 'status type';
}

/** The core does not know the 24 digits that issues have for numbers here. */
function writtenForCore(kind: LookupKind, text: string): string {
  if (kind !== 'issue') return text;
  const ref = issueRef(text.trim());
  return 'id' in ref ? String(ref.id) : text;
}

function lookupsOf(names: readonly NameToFind[], { found }: LookedUp, statuses: readonly Status[]): Lookups {
  const lookups: Partial<Record<LookupKind, Map<string, readonly number[]>>> = {};
  for (const { kind, text } of names) {
    const ids = isOfStatuses(kind)
      ? statusesNamed(kind, text, statuses)
      : found[coreKinds[kind]].get(writtenForCore(kind, text));
    const known = lookups[kind] ?? new Map<string, readonly number[]>();
    lookups[kind] = known;
    if (ids !== undefined) known.set(text, ids);
  }
  return lookups;
}

/** By number or key, by the name as it is kept or as it is shown; or all that are of a type. */
function statusesNamed(kind: OfStatuses, text: string, statuses: readonly Status[]): readonly number[] | undefined {
  const sought = folded(text.trim());
  if (kind === 'status type') {
    const type = statusTypeNamed(text);
    return type === undefined ? undefined : statuses.filter((each) => statusTypeOf(each) === type).map(({ id }) => id);
  }
  const one = statuses.find(({ id, key }) => String(id) === sought || folded(key) === sought);
  if (one !== undefined) return [one.id];
  const named = statuses.filter((each) =>
    [each.name, statusNameOf(each, 'ru'), statusNameOf(each, 'en')].some((name) => folded(name) === sought),
  );
  return named.length === 0 ? undefined : named.map(({ id }) => id);
}
