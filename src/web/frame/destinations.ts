import type { useRouter } from '@tanstack/react-router';
import type { Found, Project } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';
import { places } from './places.ts';

type Router = ReturnType<typeof useRouter>;

/** Somewhere to go. */
export interface Destination {
  readonly key: string;
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly more: string;
  readonly go: () => Promise<void>;
}

/** The pages: those of a project, and those of one's own; all, or those whose name has a text in it. */
export function pagesLike(
  t: Words['t'],
  router: Router,
  project: string | undefined,
  text: string,
): readonly Destination[] {
  const own =
    project === undefined
      ? []
      : places.map(({ to, word }) => ({
          key: to,
          name: t(word),
          more: project,
          go: () => router.navigate({ to, params: { project } }),
        }));
  const pages = [
    ...own,
    { key: 'projects', name: t('frame.allProjects'), more: '', go: () => router.navigate({ to: '/projects' }) },
    {
      key: 'preferences',
      name: t('settings.preferences'),
      more: t('settings.mine'),
      go: () => router.navigate({ to: '/me/preferences' }),
    },
    {
      key: 'tokens',
      name: t('settings.tokens'),
      more: t('settings.mine'),
      go: () => router.navigate({ to: '/me/tokens' }),
    },
  ];
  const part = text.trim().toLowerCase();
  return pages.filter(({ name }) => name.toLowerCase().includes(part));
}

/** What a search has found, in the projects that are known. */
export function thingsIn(
  router: Router,
  { projects, iterations, items }: Found,
  known: readonly Project[],
): readonly Destination[] {
  const keyOf = (projectId: number) => known.find(({ id }) => id === projectId)?.key;
  return [
    ...projects.map(({ key, title }) => ({
      key: `project ${key}`,
      name: title,
      more: key,
      go: () => router.navigate({ to: '/p/$project/iterations', params: { project: key } }),
    })),
    ...iterations.flatMap(({ id, projectId, title }) => {
      const project = keyOf(projectId);
      if (project === undefined) return [];
      const go = () => router.navigate({ to: '/p/$project/iterations/$iteration', params: { project, iteration: id } });
      return [{ key: `iteration ${id}`, name: title, more: project, go }];
    }),
    ...items.flatMap(({ id, projectId, key, title }) => {
      const project = keyOf(projectId);
      if (project === undefined) return [];
      const go = () => router.navigate({ to: '/p/$project/planning', params: { project }, search: { q: key } });
      return [{ key: `item ${id}`, name: title, more: key, go }];
    }),
  ];
}
