import { startOfDayIn } from '../../src/domain/days.ts';
import { anyMove } from '../../src/domain/lifecycle.ts';
import { noPrecondition } from '../../src/domain/precondition.ts';
import type { TestApp } from './open-test-app.ts';
import sprint12 from './sprint-12.json' with { type: 'json' };

export { sprint12 };

/** Every move of the core. */
export const anyChange = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const;

const anyPlace = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: false } as const;

/** An instant written `YYYY-MM-DD HH:MM` as the clocks of the sprint show it, in epoch milliseconds. */
export function at(text: string): number {
  const [day = '', time = ''] = text.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDayIn(sprint12.zone, day) + (hours * 60 + minutes) * 60_000;
}

/** A sprint that is being lived through. */
export interface Played {
  readonly projectId: number;
  readonly iterationId: number;
  /** The iteration that follows. */
  readonly nextId: number;
  readonly itemId: (name: string) => number;
  /** Lives through what has not happened yet, up to an instant. */
  readonly liveUntil: (text: string) => Promise<void>;
  readonly change: (name: string, text: string, change: { to?: string; estimate?: number }) => Promise<unknown>;
  readonly start: () => Promise<unknown>;
  /** Closes it, at the hour of the plan unless another is given; what is unfinished goes to the next one, or stays. */
  readonly close: (carry: 'next' | 'nowhere', text?: string) => Promise<unknown>;
  readonly reopen: (text: string) => Promise<unknown>;
}

type Category = 'queued' | 'in_progress' | 'done' | 'cancelled';

/** Prepares "Sprint 12" through the actions, the clock set to the hours of the plan; it is not started yet. */
export async function prepareSprint12(test: TestApp, projectId?: number): Promise<Played> {
  const { actions, admin } = test;
  test.setClock(at(sprint12.prepared));
  const project =
    projectId === undefined
      ? await actions.createProject(admin, { title: 'Twelve', zone: sprint12.zone })
      : await actions.getProject(admin, { id: projectId });
  const plan = (title: string, start: string, end: string) =>
    actions.createIteration(admin, {
      home: { projectId: project.id },
      title,
      fields: { start: { day: start, at: null }, end: { day: end, at: null } },
      policy: anyChange,
    });
  const iteration = await plan('Sprint 12', sprint12.start, sprint12.end);
  const next = await plan('Sprint 13', '2026-04-07', '2026-04-17');
  await actions.setCalendar(admin, {
    of: { iterationId: iteration.id },
    precondition: { kind: 'any' },
    weekdays: [1, 2, 3, 4, 5],
    days: sprint12.holidays.map((day) => ({ day, isWorking: false, name: 'Holiday' })),
  });
  const ids = new Map<string, number>();
  const itemId = (name: string) => ids.get(name) ?? 0;
  const pass = (name: string, deed: 'enterIteration' | 'leaveIteration') =>
    actions[deed](admin, { item: { id: itemId(name) }, iteration: { id: iteration.id }, policy: anyPlace });
  for (const { name, estimate, in: isIn } of sprint12.items) {
    const made = await actions.createItem(admin, { project: { id: project.id }, fields: { title: name, estimate } });
    ids.set(name, made.id);
    if (isIn) await pass(name, 'enterIteration');
  }
  const changeItem = (name: string, change: { to?: string; estimate?: number }) =>
    actions.changeItem(admin, {
      item: { id: itemId(name) },
      fields: change.estimate === undefined ? {} : { estimate: change.estimate },
      ...(change.to === undefined ? {} : { to: { category: change.to as Category } }),
    });
  const changeIteration = (text: string, change: { status: 'active' | 'closed'; carry?: boolean }) => {
    test.setClock(at(text));
    return actions.changeIteration(admin, {
      iteration: { id: iteration.id },
      precondition: noPrecondition,
      fields: {},
      status: change.status,
      moveUnfinishedTo: change.carry === true ? { id: next.id } : null,
      policy: anyChange,
    });
  };
  let lived = 0;
  return {
    projectId: project.id,
    iterationId: iteration.id,
    nextId: next.id,
    itemId,
    liveUntil: async (text) => {
      for (const each of sprint12.events.slice(lived)) {
        if (at(each.at) > at(text)) break;
        lived += 1;
        test.setClock(at(each.at));
        if (each.enters === true) await pass(each.item, 'enterIteration');
        else if (each.leaves === true) await pass(each.item, 'leaveIteration');
        else await changeItem(each.item, each);
      }
      test.setClock(at(text));
    },
    change: (name, text, change) => {
      test.setClock(at(text));
      return changeItem(name, change);
    },
    start: () => changeIteration(sprint12.started, { status: 'active' }),
    close: (carry, text = sprint12.closed) => changeIteration(text, { status: 'closed', carry: carry === 'next' }),
    reopen: (text) => changeIteration(text, { status: 'active' }),
  };
}

/** "Sprint 12" from the first day to its close. */
export async function playSprint12(test: TestApp, carry: 'next' | 'nowhere' = 'next'): Promise<Played> {
  const played = await prepareSprint12(test);
  await played.start();
  await played.liveUntil(sprint12.closed);
  await played.close(carry);
  return played;
}
