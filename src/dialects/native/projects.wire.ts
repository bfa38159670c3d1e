import { Type } from 'typebox';
import type { ChangeProject, Project as CoreProject, CreateProject } from '../../actions/index.ts';
import { isoInstant, isZone } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { nullable, TextOrNull } from './nullable.ts';

const Title = Type.String({ minLength: 1, maxLength: 256 });
const Description = Type.Optional(nullable(Type.String({ maxLength: 10_000 })));
const LeadId = Type.Optional(Type.Integer({ minimum: 1, description: 'Who answers for it; its maker if absent' }));

/** Body of POST. */
export const NewProject = Type.Object(
  {
    title: Title,
    key: Type.Optional(Type.String({ pattern: '^[A-Z][A-Z0-9]{1,9}$', description: 'Made from the title if absent' })),
    description: Description,
    leadId: LeadId,
    zone: Type.Optional(
      nullable(Type.String({ maxLength: 64, description: 'IANA zone; that of the organization if absent or null' })),
    ),
  },
  { additionalProperties: false, examples: [{ title: 'Web shop', zone: 'Europe/Berlin' }] },
);
export type NewProject = Type.Static<typeof NewProject>;

/** Body of PATCH. */
export const ProjectPatch = Type.Object(
  { title: Type.Optional(Title), description: Description, leadId: LeadId, archived: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
export type ProjectPatch = Type.Static<typeof ProjectPatch>;

/** A project: what its members plan together. */
export const Project = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  key: Type.String({ description: 'First part of the keys of its items' }),
  title: Type.String(),
  description: TextOrNull,
  lead: Type.Object({ id: Type.Integer(), name: Type.String() }),
  zone: Type.String({ description: 'IANA zone in which its days are counted' }),
  rootIterationId: Type.Integer({ description: 'The parent of whatever belongs to no release' }),
  archived: Type.Boolean(),
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
});
export type Project = Type.Static<typeof Project>;

/** Every project that the caller can see. */
export const Projects = Type.Object({ projects: Type.Array(Project), next: TextOrNull });
export type Projects = Type.Static<typeof Projects>;

/** A project as it goes out. */
export function toProject(project: CoreProject): Project {
  const { id, uid, key, title, description, leadId, leadName, zone, rootIterationId, archived, version } = project;
  return {
    id,
    uid,
    key,
    title,
    description,
    lead: { id: leadId, name: leadName },
    zone,
    rootIterationId,
    archived,
    version,
    createdAt: isoInstant(project.createdAt),
  };
}

/** What a POST asks for, and what is wrong with it. */
export function toNewProject(body: NewProject, doubts: Doubts): CreateProject {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { title: '', doubts };
  const faults = textFaults(body);
  const { zone } = body;
  if (typeof zone === 'string' && !isZone(zone)) {
    faults.push({ field: 'zone', rule: 'choice', message: 'There is no such zone' });
  }
  return { ...body, doubts: { faults } };
}

/** What a PATCH asks for, and what is wrong with it. */
export function toProjectChange(body: ProjectPatch, doubts: Doubts): Pick<ChangeProject, 'fields' | 'doubts'> {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { fields: {}, doubts };
  return { fields: body, doubts: { faults: textFaults(body) } };
}

function textFaults({ title, description }: ProjectPatch): Fault[] {
  const titleRule = title === undefined ? null : textFault(title, { min: 1, max: 256 });
  const rule =
    typeof description === 'string' ? textFault(description, { min: 0, max: 10_000, lines: 'several' }) : null;
  return [
    ...(titleRule === null
      ? []
      : [{ field: 'title', rule: titleRule, message: 'A title has 1 to 256 characters, on one line' }]),
    ...(rule === null ? [] : [{ field: 'description', rule, message: 'A description has up to 10,000 characters' }]),
  ];
}
