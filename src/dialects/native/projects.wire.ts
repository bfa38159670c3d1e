import { Type } from 'typebox';
import type { Project as CoreProject } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';

/** A project: what its members plan together. */
export const Project = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  key: Type.String({ description: 'First part of the keys of its items' }),
  title: Type.String(),
  zone: Type.String({ description: 'IANA zone in which its days are counted' }),
  rootIterationId: Type.Integer({ description: 'The parent of whatever belongs to no release' }),
  createdAt: Type.String({ format: 'date-time' }),
});
export type Project = Type.Static<typeof Project>;

/** Every project that the caller can see. */
export const Projects = Type.Object({ projects: Type.Array(Project) });
export type Projects = Type.Static<typeof Projects>;

/** A project as it goes out. */
export function toProject(project: CoreProject): Project {
  const { id, uid, key, title, zone, rootIterationId, createdAt } = project;
  return { id, uid, key, title, zone, rootIterationId, createdAt: isoInstant(createdAt) };
}
