import { type CrossingsOfDay, plusCrossings } from '../domain/cumulative-flow.ts';
import { addDays, startOfDayIn } from '../domain/days.ts';
import { crossingsUndone, itemAsItWas } from '../domain/item-life.ts';
import { readCrossings } from '../store/board-flow.ts';
import type { Db } from '../store/engine.ts';
import { listBegun, listDoneTimes, listFinished, type ProjectItem } from '../store/finished-items.ts';
import { readLivesOfProject } from '../store/item-lives.ts';

/** How many items are named. */
export const mostNamed = 1000;

/** What is known of the work of a project. Instants are epoch milliseconds. */
export interface KnownWork {
  /** What was last done since an instant, all of it or on a board, the latest first. */
  readonly finished: (since: number, boardId?: number) => Promise<readonly ProjectItem[]>;
  /** What is being worked on on a board, the oldest first. */
  readonly begun: (boardId: number) => Promise<readonly ProjectItem[]>;
  /** When anything was last done, since an instant, the earliest first. */
  readonly doneTimes: (since: number) => Promise<readonly number[]>;
  /** What crossed a board from one day of a zone through another, which is the last one known. */
  readonly crossings: (
    boardId: number,
    window: { readonly from: string; readonly to: string; readonly zone: string },
  ) => Promise<readonly CrossingsOfDay[]>;
}

type OfProject = { readonly orgId: number; readonly projectId: number };

/** What is known of a project's work now or, where an instant is named, what was known before it. */
export async function knownWork(db: Db, of: OfProject, asOf?: number): Promise<KnownWork> {
  return asOf === undefined ? workNow(db, of) : workThen(db, of, asOf);
}

function workNow(db: Db, of: OfProject): KnownWork {
  const on = (boardId: number | undefined) => (boardId === undefined ? of : { ...of, boardId });
  return {
    finished: (since, boardId) => listFinished(db, on(boardId), since, mostNamed),
    begun: (boardId) => listBegun(db, on(boardId), mostNamed),
    doneTimes: (since) => listDoneTimes(db, { ...of, since }),
    crossings: (boardId, { from, to }) => readCrossings(db, { orgId: of.orgId, boardIds: [boardId], from, to }),
  };
}

/** From the lives of all items that have ever been there. */
async function workThen(db: Db, of: OfProject, asOf: number): Promise<KnownWork> {
  const lives = await readLivesOfProject(db, { ...of, asOf });
  const own = lives.flatMap(({ item, life }) => {
    const was = itemAsItWas(item, life, asOf);
    if (was === null || was.projectId !== of.projectId || was.condition === 'deleted') return [];
    return [{ ...was, projectId: item.projectId }];
  });
  const done = own
    .flatMap((item) => (item.category === 'done' && item.doneAt !== null ? [{ ...item, doneAt: item.doneAt }] : []))
    .toSorted((a, b) => b.doneAt - a.doneAt || b.id - a.id);
  const begun = own
    .filter(({ category, condition }) => category === 'in_progress' && condition === 'live')
    .toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || a.id - b.id);
  return {
    finished: async (since, boardId) =>
      done
        .filter((item) => item.doneAt >= since && (boardId === undefined || item.boardId === boardId))
        .slice(0, mostNamed),
    begun: async (boardId) => begun.filter((item) => item.boardId === boardId).slice(0, mostNamed),
    doneTimes: async (since) => done.flatMap(({ doneAt }) => (doneAt >= since ? [doneAt] : [])).toReversed(),
    crossings: async (boardId, { from, to, zone }) => {
      const rows = await readCrossings(db, { orgId: of.orgId, boardIds: [boardId], from, to });
      const later = { boardId, from: asOf, until: startOfDayIn(zone, addDays(to, 1)) };
      const takenBack = (row: CrossingsOfDay) => ({
        day: row.day,
        ...lives.map(({ life }) => crossingsUndone(life, later)).reduce(plusCrossings, row),
      });
      return rows.map((row) => (row.day === to ? takenBack(row) : row));
    },
  };
}
