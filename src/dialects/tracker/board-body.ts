import { type Doubts, type Fault, Refusal } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import type { Language, Texts } from './language.ts';

/** The members of a body that have the type they should, and one fault for each of the others. */
export function soundMembers<B extends object>(
  body: B,
  { faults: found = [] }: Doubts,
): { readonly members: Partial<B>; readonly faults: Fault[] } {
  const faults = new Map<string, Fault>();
  for (const fault of found) {
    // Where something within a member is wrong, the member is.
    const [field = ''] = fault.field.split('.');
    if (!faults.has(field)) faults.set(field, field === fault.field ? fault : { ...fault, field, rule: 'type' });
  }
  const members: Partial<B> = { ...body };
  for (const field of faults.keys()) Reflect.deleteProperty(members, field);
  return { members, faults: [...faults.values()] };
}

const badName: Texts = {
  ru: 'Название состоит из 1–256 символов в одной строке.',
  en: 'A name has 1 to 256 characters, on one line',
};

/** Notes what is wrong with the name of a board or a column, if anything is. */
export function checkName(name: string, field: string, faults: Fault[], language: Language): void {
  const rule = textFault(name, { min: 1, max: 256 });
  if (rule !== null) faults.push({ field, rule, message: badName[language] });
}

/** Throws the faults at once: for a body that does not even tell what it is about. */
export function refuseAtOnce(faults: readonly Fault[]): void {
  const [first] = faults;
  if (first !== undefined) throw new Refusal('invalid', first.message, { field: first.field, faults });
}
