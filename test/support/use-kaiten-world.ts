import type { Engine } from './open-test-app.ts';
import { useKaiten } from './use-kaiten.ts';

/** A method that Kaiten's clients use. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A space with an iteration in each status, another one, and cards in every condition. */
export interface World {
  readonly space: { readonly id: number; readonly uid: string; readonly list: string };
  readonly other: { readonly id: number; readonly list: string };
  readonly planned: string;
  readonly active: string;
  readonly closed: string;
  readonly removed: string;
  readonly foreign: string;
  readonly card: { readonly id: number; readonly uid: string };
  readonly member: { readonly id: number; readonly uid: string };
  readonly archived: { readonly uid: string };
  readonly deleted: { readonly uid: string };
  readonly outsider: { readonly uid: string };
}

/** What is promised of an endpoint: how it is asked, and what it answers. A body may be made of the world. */
export type Row = readonly [
  rule: string,
  method: Method,
  path: (world: World) => string,
  body: unknown,
  answer: unknown,
];

/** The time of something, on the wire. */
export const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const at = (iteration: (world: World) => string) => (world: World) => `${world.space.list}/${iteration(world)}`;
/** The paths of what is in a world. */
export const list = (world: World) => world.space.list;
export const planned = at((world) => world.planned);
export const active = at((world) => world.active);
export const closed = at((world) => world.closed);
export const removed = at((world) => world.removed);

/** A Kaiten client that makes a world when it is asked for one. */
export function useKaitenWorld(engine: Engine) {
  const client = useKaiten(engine);
  const { test, call, addSpace, add, addActive, addCard } = client;
  const addWorld = async (): Promise<World> => {
    const { actions, admin } = test();
    const [space, other] = [await addSpace(), await addSpace('Beta')];
    const cardIn = async (iteration: { id: string }) => {
      const card = await addCard(space.id, null);
      await call('POST', `${space.list}/${iteration.id}/cards`, { card_uid: card.uid });
      return card;
    };
    const put = async (condition: 'archived' | 'deleted') => {
      const card = await addCard(space.id);
      return actions.changeItem(admin, { item: { id: card.id }, fields: { condition } });
    };
    const wasPlanned = await add(space.list);
    const isActive = await addActive(space.list);
    const isClosed = await addActive(space.list);
    const card = await cardIn(isClosed);
    await call('PATCH', `${space.list}/${isClosed.id}`, { status: 'closed' });
    const isRemoved = await add(space.list);
    await call('DELETE', `${space.list}/${isRemoved.id}`);
    return {
      space,
      other,
      planned: wasPlanned.id,
      active: isActive.id,
      closed: isClosed.id,
      removed: isRemoved.id,
      foreign: (await add(other.list)).id,
      card,
      member: await cardIn(isActive),
      archived: await put('archived'),
      deleted: await put('deleted'),
      outsider: await addCard(other.id),
    };
  };
  return { ...client, addWorld };
}
