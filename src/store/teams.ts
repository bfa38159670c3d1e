import { sql } from 'kysely';
import type { Team } from '../domain/work-details.ts';
import { detailSeconds, ofProjects, projectDetailColumns } from './detail-rows.ts';
import { createWriter } from './detail-writer.ts';
import { createRows } from './query-rows.ts';

/** Teams, oldest first. */
export const teamRows = createRows<Team>({
  ...ofProjects('team'),
  columns: () => ({ ...projectDetailColumns, title: sql`r.title` }),
  queried: detailSeconds,
});

const written = createWriter('team', {
  made: ({ projectId }: Pick<Team, 'projectId'>) => ({ project_id: projectId }),
  changed: ({ title }: Pick<Team, 'title'>) => ({ title }),
});

/** Teams, to be written; the items of one that is removed have none from then on. */
export const teamWriter: typeof written = {
  ...written,
  remove: async (db, orgId, id) => {
    await db.updateTable('item').set({ team_id: null }).where('org_id', '=', orgId).where('team_id', '=', id).execute();
    await written.remove(db, orgId, id);
  },
};
