import type { LiveEvent } from '../../client/native.ts';

/** What happened, and to what. */
export type Happened = Pick<LiveEvent, 'kind' | 'projectId' | 'iterationId' | 'itemId'>;

/** What belongs to a project, to an iteration, to an item, to a person: the first parts of the keys of queries. */
const ofProject = ['iterations', 'plan', 'velocity', 'outlook', 'activity', 'members', 'calendar', 'work-patterns'];
const ofIteration = ['iteration', 'burndown', 'figures', 'items'];
/** What holds for every iteration below it, which the event does not name. */
const wide = /^(calendar|work_patterns|time_off)\./;

/** Tells of the key of a query whether what it has read has changed by these events. */
export function touchedBy(events: readonly Happened[]): (queryKey: readonly unknown[]) => boolean {
  // What holds in the whole organization holds in every project that says nothing else.
  if (events.some(({ kind, projectId }) => projectId === null && /^(organization|calendar)\./.test(kind))) {
    return () => true;
  }
  const touched = (name: 'projectId' | 'iterationId' | 'itemId') => new Set(events.map((event) => event[name]));
  const [projects, iterations, items] = [touched('projectId'), touched('iterationId'), touched('itemId')];
  const isWide = events.some(({ kind, iterationId }) => iterationId === null && wide.test(kind));
  // An item's event names no iteration, yet the figures of those that it is in follow it.
  const anyIteration = isWide || items.size > 1 || !items.has(null);
  return ([name, id]) => {
    if (name === 'projects' || name === 'webhooks') {
      const kinds = `${name.slice(0, -1)}.`;
      return events.some(({ kind }) => kind.startsWith(kinds));
    }
    if (name === 'time-off') return events.some(({ kind }) => kind.startsWith('time_off.'));
    if (typeof name !== 'string' || typeof id !== 'number') return false;
    if (ofProject.includes(name)) return projects.has(id) || (isWide && projects.has(null));
    if (ofIteration.includes(name)) return anyIteration || iterations.has(id);
    return name === 'item' && items.has(id);
  };
}
