import { type Static, Type } from 'typebox';
import type { PlannedProject } from '../../actions/index.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { day, integer, listResource, optional, text } from './odata/list-resource.ts';
import { textMember } from './read-members.ts';

/** A project as it goes out (vendor page "Projects"). Its dates are those of its root iteration. */
export const Project = authored({
  id: Type.Integer(),
  name: Type.String(),
  template: Type.String(),
  description: textMember,
  startDate: Type.String(),
  endDate: Type.String(),
  defaultIterationLength: Type.Integer(),
});
type Project = Static<typeof Project>;

/** What lists of projects may be asked. */
export const projectList = listResource({
  id: integer('id'),
  name: text('title'),
  template: text('template'),
  description: optional(text('description')),
  startDate: day('startDay'),
  endDate: day('endDay'),
  defaultIterationLength: integer('iterationLength'),
  ...authorshipFields,
} satisfies Record<keyof Project, NamedField>);

/** A project for a caller. */
export function toProject(project: PlannedProject): Project {
  return {
    id: project.id,
    name: project.title,
    template: project.template,
    description: project.description,
    startDate: `${project.startDay}T00:00:00`,
    endDate: `${project.endDay}T00:00:00`,
    defaultIterationLength: project.iterationLength,
    ...toAuthorship(project),
  };
}
