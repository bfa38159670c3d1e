import { useState } from 'react';
import { problemOf } from '../../client/native.ts';
import { type Merged, mergeEdits } from './merge-edits.ts';

/** Something that is edited: each write of it names the version that it was made from. */
export interface Versioned {
  readonly version: number;
  readonly updatedBy: { readonly name: string };
}

type Whose = 'mine' | 'theirs';

/** A form over a versioned thing, which survives that somebody else saves first. */
export interface Edit<K extends string, V> {
  readonly values: Readonly<Record<K, V>>;
  readonly set: (field: K, value: V) => void;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** What the server said against it, other than that somebody was first. */
  readonly trouble: unknown;
  /** Set while somebody else's change is to be put together with this one. */
  readonly meeting: (Merged<K, V> & { readonly by: string; readonly version: number }) | null;
  /** Set once somebody else's change has become known, while nothing is sent and nothing is to be put together. */
  readonly newer: { readonly by: string; readonly version: number } | null;
  /** Puts that change together with what has been typed. */
  readonly review: () => Promise<void>;
  readonly chosen: Readonly<Partial<Record<K, Whose>>>;
  readonly choose: (field: K, whose: Whose) => void;
  /** Saves what was changed; if somebody was first, merges what can be merged and asks for the rest. */
  readonly save: () => Promise<void>;
}

interface EditOf<T extends Versioned, K extends string, V> {
  readonly fields: readonly K[];
  readonly thing: T;
  readonly valuesOf: (thing: T) => Readonly<Record<K, V>>;
  readonly send: (version: number, changes: Readonly<Partial<Record<K, V>>>) => Promise<T>;
  readonly read: () => Promise<T>;
  readonly onSaved: (thing: T) => void;
}

/** Holds what is being typed into a form about a thing, from the version on that was shown first. */
export function useEdit<T extends Versioned, K extends string, V>(of: EditOf<T, K, V>): Edit<K, V> {
  const { fields, valuesOf, send, read, onSaved } = of;
  const [base, setBase] = useState(of.thing);
  const [values, setValues] = useState(valuesOf(of.thing));
  const [meeting, setMeeting] = useState<Edit<K, V>['meeting']>(null);
  const [chosen, setChosen] = useState(undecided<K>());
  const [trouble, setTrouble] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const before = valuesOf(base);
  const isBehind = of.thing.version > base.version && !isSaving;

  const changes = (): Readonly<Partial<Record<K, V>>> => {
    const wanted: Partial<Record<K, V>> = {};
    for (const field of fields) {
      const isTheirs = meeting?.conflicts.some((each) => each.field === field) === true && chosen[field] !== 'mine';
      if (!isTheirs && values[field] !== before[field]) wanted[field] = values[field];
    }
    return wanted;
  };
  const meet = async () => {
    const theirs = await read();
    const merged = mergeEdits(fields, before, values, valuesOf(theirs));
    setBase(theirs);
    setValues({ ...valuesOf(theirs), ...merged.changes, ...mineOf(merged) });
    setChosen(undecided<K>());
    setMeeting({ ...merged, by: theirs.updatedBy.name, version: theirs.version });
  };
  const save = async () => {
    setSaving(true);
    setTrouble(null);
    try {
      onSaved(await send(base.version, changes()));
    } catch (error) {
      if (problemOf(error)?.status === 412) await meet().catch(setTrouble);
      else setTrouble(error);
    } finally {
      setSaving(false);
    }
  };
  return {
    values,
    set: (field, value) => setValues({ ...values, [field]: value }),
    isDirty: fields.some((field) => values[field] !== before[field]),
    isSaving,
    trouble,
    meeting,
    newer: isBehind ? { by: of.thing.updatedBy.name, version: of.thing.version } : null,
    review: () => meet().catch(setTrouble),
    chosen,
    choose: (field, whose) => setChosen({ ...chosen, [field]: whose }),
    save,
  };
}

function mineOf<K extends string, V>({ conflicts }: Merged<K, V>): Readonly<Partial<Record<K, V>>> {
  const mine: Partial<Record<K, V>> = {};
  for (const conflict of conflicts) mine[conflict.field] = conflict.mine;
  return mine;
}

function undecided<K extends string>(): Readonly<Partial<Record<K, Whose>>> {
  const none: Partial<Record<K, Whose>> = {};
  return none;
}
