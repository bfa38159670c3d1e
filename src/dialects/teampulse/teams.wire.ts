import { type Static, Type } from 'typebox';
import type { Team as TeamRow } from '../../domain/work-details.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { integer, listResource, text } from './odata/list-resource.ts';
import { integerMember, keysOf, textMember } from './read-members.ts';

/** A team as it goes out (vendor page "Teams"). */
export const Team = authored({ id: Type.Integer(), name: Type.String(), projectId: Type.Integer() });
type Team = Static<typeof Team>;

/** The members of a body that are looked at. */
export const teamMembers = { name: textMember, projectId: integerMember };

export const teamKeys = keysOf('team', teamMembers, { title: 'name' });

/** What lists of teams may be asked. */
export const teamList = listResource({
  id: integer('id'),
  name: text('title'),
  projectId: integer('projectId'),
  ...authorshipFields,
} satisfies Record<keyof Team, NamedField>);

/** A team for a caller. */
export function toTeam(team: TeamRow): Team {
  return { id: team.id, name: team.title, projectId: team.projectId, ...toAuthorship(team) };
}
