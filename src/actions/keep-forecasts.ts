import { dayIn, daysIn, startOfDayIn } from '../domain/days.ts';
import { outcomeOf } from '../domain/forecast-outcome.ts';
import { canBeScored } from '../domain/forecast-question.ts';
import { listClosedIterations } from '../store/closed-iterations.ts';
import { listDoneTimes } from '../store/finished-items.ts';
import { insertForecast, listForecasts, type StoredForecast, settleForecast } from '../store/forecasts.ts';
import { keepOdds } from '../store/goal-odds.ts';
import { listPursuedGoals } from '../store/iteration-goals.ts';
import { getIteration } from '../store/iterations.ts';
import { findProject, type Project } from '../store/projects.ts';
import { type Asking, answerFor } from './answer-forecast.ts';
import { oddsOf } from './goal-odds.ts';
import { projectCalendar } from './project-calendar.ts';
import { velocityOf } from './samples.ts';
import type { Tx } from './transact.ts';

/** What the server foretells of every project, so that it is known how well it does: an iteration, and two weeks. */
const standing: readonly Asking[] = [
  { kind: 'points', iterations: 1 },
  { kind: 'how_many', days: 10, share: 1 },
];
/** Open forecasts of a project that are looked at in one night. */
const mostOpen = 500;
/** Iterations that may have been closed since a forecast was given. */
const mostClosed = 100;

/**
 * What is done for a project once a day: notes what came of its forecasts, foretells what the server foretells by
 * itself where the last such forecast is settled, and keeps the odds of goals that are being pursued.
 */
export async function keepForecasts(tx: Tx, { projectId }: { readonly projectId: number }): Promise<void> {
  const { db, actor, now } = tx;
  const project = await findProject(db, actor.orgId, { id: projectId });
  if (project === undefined) return;
  const open = await listForecasts(db, { orgId: actor.orgId, projectId, isOpen: true, limit: mostOpen });
  const still: StoredForecast[] = [];
  for (const forecast of open) if (!(await settle(tx, project, forecast))) still.push(forecast);
  for (const asking of standing) {
    if (!still.some(({ isStanding, question }) => isStanding && question.kind === asking.kind)) {
      await foretell(tx, project, asking);
    }
  }
  for (const id of await listPursuedGoals(db, actor.orgId, projectId)) {
    const { odds } = await oddsOf(db, await getIteration(db, actor.orgId, { id }), { now });
    if (odds !== null) await keepOdds(db, actor.orgId, odds, now);
  }
}

async function foretell({ db, actor, now }: Tx, project: Project, asking: Asking): Promise<void> {
  const answered = await answerFor(db, project, [project], { asking, now });
  if (!canBeScored(answered.question, answered.answer)) return;
  const asked = { orgId: actor.orgId, isStanding: true, isScored: true, askedAt: now, askedBy: actor.userId };
  await insertForecast(db, { ...answered, ...asked });
}

/** Notes what came of a forecast, if that can be told by now. */
async function settle({ db, actor, now }: Tx, project: Project, forecast: StoredForecast): Promise<boolean> {
  const { orgId } = actor;
  const { question, answer, id } = forecast;
  const { zone, isWorking } = await projectCalendar(db, project);
  const firstDay = answer.firstDay ?? forecast.askedDay;
  const projectIds = 'parts' in question ? question.parts.map((part) => part.projectId) : [project.id];
  const since = startOfDayIn(zone, firstDay);
  const times = await Promise.all(projectIds.map((projectId) => listDoneTimes(db, { orgId, projectId, since })));
  const of = { orgId, projectId: project.id, after: forecast.askedAt, limit: mostClosed };
  const outcome = outcomeOf(question, {
    firstDay,
    today: dayIn(zone, now),
    isWorking,
    doneDays: times.map((list) => daysIn(zone, list)),
    velocities: (await listClosedIterations(db, of)).filter(({ isExcluded }) => !isExcluded).map(velocityOf),
  });
  if (outcome === null) return false;
  await settleForecast(db, { orgId, id, outcome, at: now });
  return true;
}
