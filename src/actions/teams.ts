import type { Doubts } from '../domain/refusal.ts';
import type { Team } from '../domain/work-details.ts';
import { teamRows, teamWriter } from '../store/teams.ts';
import {
  addDetail,
  type ChangeDetail,
  detailFor,
  type NameDetail,
  projectFor,
  readsOf,
  refuseAll,
  removeDetail,
  saveDetail,
} from './details.ts';
import type { Tx } from './transact.ts';

const team = { name: 'team', rows: teamRows };

/** One team, and a page of teams. */
export const { get: getTeam, list: listTeams } = readsOf(team);

/** A new team of a project. */
export interface CreateTeam {
  readonly projectId: number;
  readonly title: string;
  readonly doubts?: Doubts;
}

/** @throws Refusal not_found, forbidden, invalid */
export async function createTeam(tx: Tx, create: CreateTeam): Promise<Team> {
  const project = await projectFor(tx, create.projectId, create.doubts);
  refuseAll(create.doubts, []);
  return addDetail(tx, team, 'team', (first) =>
    teamWriter.insert(tx.db, { ...first, projectId: project.id, title: create.title }),
  );
}

/** Changes what a team is called. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changeTeam(
  tx: Tx,
  change: ChangeDetail<Pick<Team, 'title'>, Pick<Team, 'projectId'>>,
): Promise<Team> {
  const before = await detailFor(tx, team, change);
  return saveDetail(tx, team, before, change, [], (next) => teamWriter.save(tx.db, next));
}

/** Deletes a team; its items have none from then on. @throws Refusal not_found, forbidden, version_* */
export async function removeTeam(tx: Tx, name: NameDetail): Promise<void> {
  await removeDetail(tx, team, name, ({ id }) => teamWriter.remove(tx.db, tx.actor.orgId, id));
}
