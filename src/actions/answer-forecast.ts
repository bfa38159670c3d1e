import { createHash } from 'node:crypto';
import { type Actor, canSee, requirePlanner } from '../domain/access.ts';
import { dayIn } from '../domain/days.ts';
import { firstDayFrom, nthWorkingDay } from '../domain/forecast-days.ts';
import { answerQuestion, isOfDays, type Question, type Sample } from '../domain/forecast-question.ts';
import { type Doubts, type Fault, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { ClosedIteration } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import type { DatedAnswer } from '../store/forecasts.ts';
import { findProject, type Project } from '../store/projects.ts';
import { type Asked, momentOf } from './asked.ts';
import { projectCalendar } from './project-calendar.ts';
import { paceOfDays, paceOfIterations } from './samples.ts';

/** A question in which the growth of the scope is named, and not yet looked up; parts name this project by null. */
export type Asking = AskedOf<Question>;

type AskedOf<Q> = Q extends { readonly growth: readonly number[] }
  ? AskedParts<Omit<Q, 'growth'>> & { readonly grows: boolean }
  : AskedParts<Q>;
type AskedParts<Q> = Q extends { readonly parts: unknown }
  ? Omit<Q, 'parts'> & { readonly parts: readonly { readonly projectId: number | null; readonly items: number }[] }
  : Q;

/** What is asked about a project. */
export interface AskForecast extends Asked {
  readonly projectId: number;
  /** Undefined where the request says nothing that can be understood; its faults then tell why. */
  readonly asking: Asking | undefined;
  /** Whether today counts; without it, when it is asked before noon. */
  readonly startsToday?: boolean;
  readonly doubts?: Doubts;
}

/** A question with its answer, as it is kept. */
export interface AnsweredForecast {
  readonly projectId: number;
  readonly question: Question;
  readonly sample: Sample;
  readonly inputsHash: string;
  readonly answer: DatedAnswer;
  readonly askedDay: string;
}

/** Answers a question, by what was known before an instant if one is named; nothing is kept of it. @throws Refusal not_found, forbidden, invalid */
export async function answerForecast(db: Db, actor: Actor, ask: AskForecast): Promise<AnsweredForecast> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: ask.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  requirePlanner(actor, project.id, 'project');
  refuseUnreadable(ask.doubts);
  refuseFaults(ask.doubts);
  if (ask.asking === undefined) throw new Error('A question without faults was not understood');
  const { asking, projects } = joined(ask.asking, await projectsOf(db, actor, project, ask.asking));
  return answerFor(db, project, projects, { ...ask, asking });
}

/** Answers a question about projects that the asker may know of, one for each part. */
export async function answerFor(
  db: Db,
  project: Project,
  projects: readonly Project[],
  ask: Asked & { readonly asking: Asking; readonly startsToday?: boolean },
): Promise<AnsweredForecast> {
  const { startsToday } = ask;
  const now = momentOf(ask);
  const question = await questionOf(db, project, projects, ask);
  const sample = await sampleFor(db, project, projects, question, ask);
  const { zone, isWorking } = await projectCalendar(db, project, ask.asOf);
  const answer = answerQuestion(question, sample);
  const firstDay = isOfDays(question) ? firstDayFrom(now, zone, isWorking, startsToday) : null;
  const dayOf = (draws: number | null) =>
    firstDay === null || draws === null ? null : nthWorkingDay(firstDay, draws, isWorking);
  const { forecast } = answer;
  const isDate = question.kind === 'when' || question.kind === 'in_turn';
  return {
    projectId: project.id,
    question,
    sample,
    inputsHash: createHash('sha256').update(JSON.stringify({ question, sample })).digest('hex'),
    answer: {
      ...answer,
      firstDay,
      until: question.kind === 'how_many' ? dayOf(question.days) : null,
      dates:
        isDate && forecast !== null
          ? {
              p50: dayOf(forecast.p50),
              p70: dayOf(forecast.p70),
              p85: dayOf(forecast.p85),
              p95: dayOf(forecast.p95),
            }
          : null,
    },
    askedDay: dayIn(zone, now),
  };
}

async function projectsOf(db: Db, actor: Actor, own: Project, asking: Asking): Promise<readonly Project[]> {
  if (!('parts' in asking)) return [own];
  const faults: Fault[] = [];
  const projects: Project[] = [];
  for (const [index, { projectId }] of asking.parts.entries()) {
    const found = projectId === null ? own : await findProject(db, actor.orgId, { id: projectId });
    if (found !== undefined && canSee(actor, found.id)) projects.push(found);
    else faults.push({ field: `parts.${index}.projectId`, rule: 'reference', message: 'There is no such project' });
  }
  refuseFaults({ faults });
  return projects;
}

/** Parts of one project share its pace: side by side they are one. */
function joined(
  asking: Asking,
  projects: readonly Project[],
): { readonly asking: Asking; readonly projects: readonly Project[] } {
  if (asking.kind !== 'when') return { asking, projects };
  const items = new Map<number, number>();
  for (const [index, { id }] of projects.entries()) {
    items.set(id, (items.get(id) ?? 0) + (asking.parts[index]?.items ?? 0));
  }
  const parts = [...items].map(([projectId, sum]) => ({ projectId, items: sum }));
  const teams = projects.filter(({ id }, index) => projects.findIndex((each) => each.id === id) === index);
  return { asking: { ...asking, parts }, projects: teams };
}

async function questionOf(
  db: Db,
  own: Project,
  projects: readonly Project[],
  { asking, asOf }: Pick<AskForecast, 'asOf'> & { readonly asking: Asking },
): Promise<Question> {
  if (asking.kind === 'how_many' || asking.kind === 'points') return asking;
  if (asking.kind === 'when_points') {
    const { grows, ...rest } = asking;
    return { ...rest, growth: grows ? await growthOf(db, own, 'points', asOf) : [] };
  }
  const parts = asking.parts.map(({ items }, index) => ({ projectId: projects[index]?.id ?? own.id, items }));
  if (asking.kind === 'in_turn') return { ...asking, parts };
  const { grows, ...rest } = asking;
  return { ...rest, parts, growth: grows ? await growthOf(db, own, 'items', asOf) : [] };
}

async function sampleFor(
  db: Db,
  own: Project,
  projects: readonly Project[],
  question: Question,
  asked: Asked,
): Promise<Sample> {
  if (!isOfDays(question)) {
    const { window, sample } = await paceOfIterations(db, own, asked.asOf);
    return { window, values: [sample] };
  }
  const paces = await Promise.all(projects.map((project) => paceOfDays(db, project, asked)));
  return { window: paces[0]?.window ?? 0, values: paces.map(({ sample }) => sample) };
}

/** By what share the scope of the sampled iterations grew on balance (metrics rule: net rate over the commitment). */
async function growthOf(
  db: Db,
  project: Project,
  unit: 'points' | 'items',
  asOf: number | undefined,
): Promise<readonly number[]> {
  const { iterations } = await paceOfIterations(db, project, asOf);
  return iterations.flatMap(({ figures }: ClosedIteration) => {
    if (figures === null || figures.commitment[unit] === 0) return [];
    const { added, removed, cancelled, restored, raised, lowered } = figures.columns;
    const more = added[unit] + restored[unit] + raised[unit];
    const less = removed[unit] + cancelled[unit] + lowered[unit];
    return [(more - less) / figures.commitment[unit]];
  });
}
