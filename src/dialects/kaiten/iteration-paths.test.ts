import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import {
  active,
  list,
  type Method,
  planned,
  useKaitenWorld,
  type World,
} from '../../../test/support/use-kaiten-world.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';

/** What is not there: 404 without a body, whichever part of the path it is. */
const missingPaths: readonly (readonly [string, Method, (world: World) => string])[] = [
  ['a space by its number', 'GET', (w) => `/spaces/${w.space.id}/iterations`],
  ['a space that there is not', 'GET', () => `/spaces/${nowhere}/iterations`],
  ['a space by its number, to create in', 'POST', (w) => `/spaces/${w.space.id}/iterations`],
  ['an iteration by a number', 'GET', (w) => `${list(w)}/1`],
  ['an iteration of another space', 'GET', (w) => `${list(w)}/${w.foreign}`],
  ['an iteration of another space, to change', 'PATCH', (w) => `${list(w)}/${w.foreign}`],
  ['an iteration of another space, to delete', 'DELETE', (w) => `${list(w)}/${w.foreign}`],
  ['cards of one that there is not', 'GET', (w) => `${list(w)}/${nowhere}/cards`],
  ['one that there is not, to add to', 'POST', (w) => `${list(w)}/${nowhere}/cards`],
  ['a card by its number, to take out', 'DELETE', (w) => `${active(w)}/cards/${w.member.id}`],
  ['a card that is not in it, to take out', 'DELETE', (w) => `${active(w)}/cards/${w.card.uid}`],
  ['a history by the number of a card', 'GET', (w) => `/cards/${w.card.id}/iterations-history`],
];

/** Verbs that the paths do not take. */
const refusedMethods: readonly (readonly [Method, (world: World) => string])[] = [
  ['PATCH', list],
  ['DELETE', list],
  ['POST', planned],
  ['PATCH', (w) => `${planned(w)}/cards`],
  ['DELETE', (w) => `${planned(w)}/cards`],
  ['GET', (w) => `${planned(w)}/cards/${w.card.uid}`],
  ['POST', (w) => `/cards/${w.card.uid}/iterations-history`],
];

describe.each(engines)('The paths of Kaiten iterations, on %s', (engine) => {
  const { test, call, addWorld } = useKaitenWorld(engine);

  it('answers 404 without a body for whatever a path names that is not there', async () => {
    const world = await addWorld();
    for (const [what, method, path] of missingPaths) {
      const { status, text } = await call(method, path(world), method === 'POST' ? { title: 'x' } : undefined);
      expect([what, status, text]).toEqual([what, 404, '']);
    }
  });

  it('answers 405 for methods that a path does not take', async () => {
    const world = await addWorld();
    for (const [method, path] of refusedMethods) {
      const { status, json } = await call(method, path(world), {});
      expect([method, path(world), status, json()]).toEqual([
        method,
        path(world),
        405,
        { message: expect.any(String) },
      ]);
    }
  });

  it('answers every path with 401 as a text, 403 and 404 without a body', async () => {
    const world = await addWorld();
    const { token } = await test().addPerson(`looker-${world.space.id}`, 'viewer');
    const writes: readonly (readonly [Method, string, unknown])[] = [
      ['POST', list(world), { title: 'x' }],
      ['PATCH', planned(world), { title: 'x' }],
      ['DELETE', planned(world), undefined],
      ['POST', `${planned(world)}/cards`, { card_uid: world.card.uid }],
      ['DELETE', `${active(world)}/cards/${world.member.uid}`, undefined],
    ];
    for (const [method, path, body] of writes) {
      const stranger = await call(method, path, body, { authorization: 'Bearer nobody' });
      expect([path, stranger.status, stranger.text]).toEqual([path, 401, 'Unauthorized']);
      const looker = await call(method, path, body, { authorization: `Bearer ${token}` });
      expect([path, looker.status, looker.text]).toEqual([path, 403, '']);
    }
  });
});
