import { Type } from 'typebox';
import type { CompleteSetup } from '../../actions/index.ts';
import { isZone } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';

/** Whether this server waits for somebody to set it up. */
export const SetupState = Type.Object({ isOpen: Type.Boolean() });
export type SetupState = Type.Static<typeof SetupState>;

/** Body of POST. */
export const NewSetup = Type.Object(
  {
    key: Type.String({ maxLength: 256, description: 'What stands behind `#k=` in the link that the server has told' }),
    organization: Type.String({ minLength: 1, maxLength: 128 }),
    zone: Type.String({ maxLength: 64, description: 'IANA zone in which its days are counted' }),
    login: Type.String({ minLength: 1, maxLength: 64, description: 'Without blanks and colons' }),
    name: Type.String({ minLength: 1, maxLength: 128 }),
    password: Type.String({ minLength: 8, maxLength: 1024 }),
  },
  { additionalProperties: false },
);
export type NewSetup = Type.Static<typeof NewSetup>;

/** What a body asks for, and what is wrong with it. */
export function toSetup(body: NewSetup, doubts: Doubts): CompleteSetup {
  if (doubts.body !== undefined || doubts.faults !== undefined) {
    const key = typeof body?.key === 'string' ? body.key : '';
    return { key, organization: '', zone: 'UTC', admin: { login: '', name: '', password: '' }, doubts };
  }
  const { key, organization, zone, login, name, password } = body;
  const faults: Fault[] = [];
  for (const [field, text] of Object.entries({ organization, name })) {
    const rule = textFault(text, { min: 1, max: 128 });
    if (rule !== null) faults.push({ field, rule, message: 'A name has 1 to 128 characters, on one line' });
  }
  if (!/^[^\s:\p{C}]{1,64}$/u.test(login)) {
    faults.push({
      field: 'login',
      rule: 'format',
      message: 'A login has 1 to 64 characters without blanks and colons',
    });
  }
  if (!isZone(zone)) faults.push({ field: 'zone', rule: 'choice', message: 'There is no such zone' });
  return { key, organization, zone, admin: { login, name, password }, doubts: { faults } };
}
