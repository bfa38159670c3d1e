import { type Static, Type } from 'typebox';
import type { OrganizationView } from '../../actions/index.ts';
import { isZone } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';

/** The organization of whoever asks. */
export const Organization = Type.Object({
  id: Type.Integer(),
  slug: Type.String({ description: 'What it is called on the command line; it stays' }),
  name: Type.String(),
  zone: Type.String({ description: 'IANA zone in which days are counted wherever a project has none of its own' }),
  projectsInZone: Type.Integer({ description: 'How many projects have none of their own' }),
  version: Type.Integer(),
});
export type Organization = Static<typeof Organization>;

/** Body of PATCH: what is not mentioned stays. */
export const OrganizationPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    zone: Type.Optional(
      Type.String({
        maxLength: 64,
        description:
          'IANA zone. Days of open iterations begin at its midnight from then on; those of closed ones stay as they were counted',
      }),
    ),
  },
  { additionalProperties: false },
);
export type OrganizationPatch = Static<typeof OrganizationPatch>;

/** What a PATCH asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toOrganizationChange(
  body: OrganizationPatch,
  doubts: Doubts,
): { readonly fields: OrganizationPatch; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { fields: {}, doubts };
  const faults: Fault[] = [];
  const rule = body.name === undefined ? null : textFault(body.name, { min: 1, max: 128 });
  if (rule !== null) faults.push({ field: 'name', rule, message: 'A name has 1 to 128 characters, on one line' });
  if (body.zone !== undefined && !isZone(body.zone)) {
    faults.push({ field: 'zone', rule: 'choice', message: 'There is no such zone' });
  }
  return { fields: body, doubts: { faults } };
}

/** An organization as it goes out. */
export function toOrganization({ id, slug, name, zone, projectsInZone, version }: OrganizationView): Organization {
  return { id, slug, name, zone, projectsInZone, version };
}
