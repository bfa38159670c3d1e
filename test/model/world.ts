import { expect } from 'vitest';
import type { TestServer } from '../support/open-test-server.ts';
import { isOpen, leave, type Model, type ModelItem, type ModelIteration, reopen } from './expected.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Answer = Awaited<ReturnType<TestServer['send']>>;

/** By which rules the project of a world counts. */
export interface Rules {
  readonly graceMinutes: number;
  readonly defaultEstimate: number | null;
  readonly creditHours: number;
}

/** A project of its own, lived in over the native API, and what it should come to. */
export interface World {
  readonly test: TestServer;
  readonly projectId: number;
  readonly rules: Rules;
  readonly statusIds: Readonly<Record<ModelItem['category'], number>>;
  readonly model: Model;
  readonly items: number[];
  readonly iterations: number[];
  readonly receipts: number[];
  /** By receipt: how unfinished items were before the close. */
  readonly before: Map<number, ReadonlyMap<number, any>>;
  clock: number;
  sent: number;
}

export const zone = 'Europe/Berlin';

/** Sends a request as the administrator; no answer is ever the server's own fault. */
export async function ask(world: World, method: Method, path: string, body?: unknown, headers: object = {}) {
  const answer = await world.test.send(method, `/native/v1${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${world.test.token}`, ...headers },
  });
  if (answer.status >= 500) expect([method, path, body, answer.status, answer.text]).toBe('no fault of the server');
  return answer;
}

export async function get(world: World, path: string): Promise<any> {
  const answer = await ask(world, 'GET', path);
  expect([path, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([path, 200, '']);
  return answer.json();
}

/** Sends a change, and says which version it was made from. */
export type Change = (method: Method, path: string, body?: unknown, ifMatch?: string) => Promise<Answer>;

/** An iteration that is opened again lets go of what has been planned elsewhere meanwhile. */
export function open(world: World, it: ModelIteration): void {
  reopen(world.model, it, world.clock);
  for (const other of world.model.iterations.values()) {
    if (other !== it && isOpen(other)) for (const id of other.members.keys()) leave(it, id);
  }
}

/** An item that is deleted leaves every open iteration. */
export function remove(model: Model, item: ModelItem): void {
  item.condition = 'deleted';
  for (const each of model.iterations.values()) if (isOpen(each)) leave(each, item.id);
}

/** An item that has been made. */
export function know(world: World, { id, category, estimate, doneEstimate, condition }: any): ModelItem {
  const item = { id, category, estimate, doneEstimate, condition };
  world.model.items.set(id, item);
  world.items.push(id);
  return item;
}

/** An iteration that has been made. */
export function meet(world: World, id: number): void {
  const { defaultEstimate } = world.rules;
  const unlived = { status: 'planned', frozenAt: null, commitment: null, atClose: null } as const;
  world.model.iterations.set(id, {
    id,
    defaultEstimate,
    ...unlived,
    members: new Map(),
    closedAt: 0,
    finishedHere: new Set(),
  });
  world.iterations.push(id);
}

/** A close that may be taken back. */
export function keep(world: World, receiptId: number, snapshot: ReadonlyMap<number, any>): void {
  world.receipts.push(receiptId);
  world.before.set(receiptId, snapshot);
}

/** How what it holds is now, by number. */
export async function snapshotOf(world: World, it: ModelIteration): Promise<ReadonlyMap<number, any>> {
  const live = [...it.members.keys()].filter((id) => world.model.items.get(id)?.condition !== 'deleted');
  return new Map(await Promise.all(live.map(async (id) => [id, await get(world, `/items/${id}`)] as const)));
}
