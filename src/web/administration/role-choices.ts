import type { Account } from '../../client/administration.ts';
import type { Words } from '../words/use-words.ts';

const roles = ['viewer', 'member', 'admin'] as const;

/** The roles in an organization as a field offers them; an empty value is none. */
export function roleChoices(t: Words['t']): { readonly value: string; readonly label: string }[] {
  return [
    ...roles.map((role) => ({ value: role, label: t(`settings.${role}`) })),
    { value: '', label: t('administration.guest') },
  ];
}

/** The role that stands behind a value of the field. */
export function roleIn(value: string): Account['role'] {
  return roles.find((role) => role === value) ?? null;
}
