import type { ProjectRef } from '../../actions/index.ts';
import type { ItemRef, PersonName, Priority } from '../../domain/item.ts';
import type { IterationName } from '../../domain/iteration.ts';
import { issueRef } from './issues.wire.ts';
import { type Entry, keyOf, priorityEntries, priorityOf } from './names.ts';
import { readId } from './references.ts';
import type { Named } from './references-in.wire.ts';

/** The key of the entry of a dictionary that is named, by number, key or name in either language. */
export function keyNamed(entries: readonly Entry[], named: Named): string | undefined {
  if ('word' in named) return keyOf(entries, named.word);
  return entries.find(({ name }) => name.ru === named.name || name.en === named.name)?.key;
}

/** The priority that is named. */
export function priorityNamed(named: Named): Priority | undefined {
  return priorityOf(keyNamed(priorityEntries, named) ?? '');
}

/** How the core is asked for a person: digits are a number, other words a login. */
export function personNamed(named: Named): PersonName {
  if ('name' in named) return named;
  const id = readId(named.word);
  return id === undefined ? { login: named.word } : { id };
}

/** How the core is asked for an issue. */
export function parentNamed(named: Named): ItemRef {
  return issueRef('word' in named ? named.word : named.name);
}

/** How the core is asked for a sprint: digits are a number, other words its name. */
export function iterationNamed(named: Named): IterationName {
  const id = 'word' in named ? readId(named.word) : undefined;
  return id === undefined ? { title: 'word' in named ? named.word : named.name } : { id };
}

/** How the core is asked for a queue: digits are a number, other words its key. */
export function projectNamed(named: Named): ProjectRef {
  const word = 'word' in named ? named.word : named.name;
  const id = readId(word);
  return id === undefined ? { key: word } : { id };
}
