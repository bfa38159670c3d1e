import { Type } from 'typebox';
import type { Project } from '../../actions/index.ts';
import type { Expression } from '../../domain/filter.ts';
import type { ItemView } from '../../domain/item-view.ts';
import type { IterationView } from '../../domain/iteration.ts';
import { folded } from '../../domain/text.ts';
import { Category } from './items.wire.ts';

/** What a search takes. */
export const SearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 256, description: 'A part of a title or of a key, in any letter case' }),
});

/** What a search finds: at most twenty of each, what was changed last first. */
export const Found = Type.Object({
  projects: Type.Array(Type.Object({ id: Type.Integer(), key: Type.String(), title: Type.String() })),
  iterations: Type.Array(
    Type.Object({ id: Type.Integer(), projectId: Type.Integer(), title: Type.String(), status: Type.String() }),
  ),
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      projectId: Type.Integer(),
      key: Type.String(),
      title: Type.String(),
      category: Category,
    }),
  ),
});
export type Found = Type.Static<typeof Found>;

/** How many of each kind are told. */
export const mostFound = 20;

/** The condition on iterations. */
export function iterationsLike(q: string): Expression {
  const title: Expression = { kind: 'field', field: 'title', type: 'text', nullable: false };
  const lower: Expression = { kind: 'call', type: 'text', nullable: false, name: 'lower', args: [title] };
  const part: Expression = { kind: 'literal', type: 'text', nullable: false, value: folded(q) };
  return { kind: 'call', type: 'boolean', nullable: false, name: 'contains', args: [lower, part] };
}

/** The projects whose title or key has it. */
export function projectsLike(q: string, projects: readonly Project[]): readonly Project[] {
  const part = folded(q);
  return projects.filter(({ title, key }) => folded(title).includes(part) || folded(key).includes(part));
}

export function toFound(
  projects: readonly Project[],
  iterations: readonly IterationView[],
  items: readonly ItemView[],
): Found {
  return {
    projects: projects.slice(0, mostFound).map(({ id, key, title }) => ({ id, key, title })),
    iterations: iterations.map(({ id, projectId, title, status }) => ({ id, projectId, title, status })),
    items: items.map(({ id, projectId, key, title, category }) => ({ id, projectId, key, title, category })),
  };
}
