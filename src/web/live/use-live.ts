import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveEvent } from '../../client/native.ts';
import { apiBase } from '../address.ts';
import { follow, type LiveState } from './live-stream.ts';

/** A burst of changes is read once. */
const gatherMs = 300;

/** Keeps what is shown as it is on the server, for as long as it is asked for. */
export function useLive(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('reconnecting');
  useEffect(() => {
    let gathered: LiveEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      const events = gathered;
      gathered = [];
      readAnew(queries, events);
    };
    const stop = follow(`${apiBase}/events`, {
      onState: (next) => {
        setState(next);
        // What could not be read while the server was away is asked for again.
        if (next === 'live') {
          void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' });
        }
      },
      onReset: () => void queries.invalidateQueries(),
      onEvent: (event) => {
        gathered.push(event);
        timer ??= setTimeout(read, gatherMs);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries]);
  return state;
}

/** What belongs to a project, to an iteration, to an item: the first parts of the keys of queries. */
const ofProject = ['iterations', 'plan', 'velocity', 'activity', 'members', 'calendar', 'work-patterns'];
const ofIteration = ['iteration', 'burndown', 'figures', 'items'];

function readAnew(queries: QueryClient, events: readonly LiveEvent[]): void {
  // What holds in the whole organization holds in every project that says nothing else.
  if (events.some(({ kind, projectId }) => projectId === null && /^(organization|calendar)\./.test(kind))) {
    void queries.invalidateQueries();
    return;
  }
  const touched = (name: 'projectId' | 'iterationId' | 'itemId') => new Set(events.map((event) => event[name]));
  const [projects, iterations, items] = [touched('projectId'), touched('iterationId'), touched('itemId')];
  // An item's event names no iteration, yet the figures of those that it is in follow it; so they do who works when.
  const anyIteration =
    items.size > 1 ||
    !items.has(null) ||
    events.some(({ kind, iterationId }) => iterationId === null && /^(calendar|work_patterns|time_off)\./.test(kind));
  void queries.invalidateQueries({
    predicate: ({ queryKey: [name, id] }) => {
      if (name === 'projects' || name === 'webhooks') {
        const kinds = `${name.slice(0, -1)}.`;
        return events.some(({ kind }) => kind.startsWith(kinds));
      }
      if (name === 'time-off') return events.some(({ kind }) => kind === 'time_off.changed');
      if (typeof name !== 'string' || typeof id !== 'number') return false;
      if (ofProject.includes(name)) return projects.has(id);
      if (ofIteration.includes(name)) return anyIteration || iterations.has(id);
      return name === 'item' && items.has(id);
    },
  });
}
