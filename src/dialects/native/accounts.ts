import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Actions, secretHash } from '../../actions/index.ts';
import { notFound, Refusal, refuseFaults } from '../../domain/refusal.ts';
import {
  Account,
  Accounts,
  MadeAccount,
  MadePassword,
  NewPerson,
  OwnPassword,
  PersonPatch,
  toAccount,
  toNewAccount,
  toPersonChange,
} from './accounts.wire.ts';
import { findSession } from './credentials.ts';
import { numberIn } from './number-in.ts';
import { pageOf } from './page-of.ts';
import { pageQuery } from './page-query.ts';

const Id = Type.Object({ id: Type.String() });

/** The people of an organization for those who administer it: who they are, what they may do, their passwords. */
export function accounts(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['people'];

    server.get(
      '/organization/people',
      {
        schema: {
          tags,
          summary: 'Everybody in the organization with their roles, oldest first; for its administrators',
          querystring: Type.Object(pageQuery),
          response: { 200: Accounts },
        },
        attachValidation: true,
      },
      // Not kept between requests: others than administrators are not to be told that nothing has changed.
      async (request, reply) => {
        const all = await actions.listPeople(request.caller);
        refuseFaults(request.doubts());
        const { page, next, headers } = await pageOf(request, { list: 'accounts', numberOf: ({ id }) => id }, all);
        reply.headers(headers);
        return { people: page.map(toAccount), next };
      },
    );

    server.post(
      '/organization/people',
      {
        schema: {
          tags,
          summary: 'Make a person; their password is made up and told once',
          body: NewPerson,
          response: { 201: MadeAccount },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const account = toNewAccount(request.body, request.doubts());
        const password = await actions.accounts.create(request.caller, account);
        const made = (await actions.listPeople(request.caller)).find(({ login }) => login === account.login);
        if (made === undefined) throw notFound('person');
        reply.code(201);
        // Asked again with the same retry key, only the first answer knows the password.
        return { ...toAccount(made), password: request.replayed ? null : password };
      },
    );

    server.patch(
      '/organization/people/:id',
      {
        schema: {
          tags,
          summary: 'Change the name and the role of a person, and whether they may sign in',
          description:
            'Somebody who belongs to other organizations too has the same name everywhere and is switched off nowhere. ' +
            'The last administrator stays one.',
          params: Id,
          body: PersonPatch,
          response: { 200: Account },
        },
        attachValidation: true,
      },
      async (request) =>
        toAccount(
          await actions.changePerson(request.caller, {
            personId: numberIn(request.params.id, 'person'),
            ...toPersonChange(request.body, request.doubts()),
          }),
        ),
    );

    server.post(
      '/organization/people/:id/password',
      {
        schema: {
          tags,
          summary: 'Give a person a new password, told once, and end their sessions; tokens stay',
          params: Id,
          response: { 200: MadePassword },
        },
      },
      async (request) => {
        const personId = numberIn(request.params.id, 'person');
        const password = await actions.accounts.resetPassword(request.caller, personId);
        return { password: request.replayed ? null : password };
      },
    );

    server.put(
      '/me/password',
      {
        schema: {
          tags,
          summary: "Change one's own password, in a session; all other sessions end, tokens stay",
          body: OwnPassword,
          response: { 204: Type.Null() },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const doubts = request.doubts();
        const isUnfit = doubts.body !== undefined || doubts.faults !== undefined;
        const { actor } = request.caller;
        const session = actor.tokenId === null ? findSession(request) : undefined;
        // A token of all but administrators is refused further down, whatever the password.
        const isHeard = session !== undefined || actor.orgRole === 'admin';
        if (!isUnfit && isHeard) await requirePassword(request, request.body.current);
        await actions.accounts.changePassword(request.caller, {
          password: isUnfit ? '' : request.body.password,
          keptSession: session === undefined ? null : secretHash(session),
          doubts,
        });
        return reply.code(204).send(null);
      },
    );
    server.refuseOtherMethods();
  };
}

/** @throws Refusal invalid: who is signed in is not to hear that they are not */
async function requirePassword(request: FastifyRequest, password: string): Promise<void> {
  try {
    await request.checkPassword(request.caller.actor.login, password);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'unauthenticated') throw error;
    refuseFaults({ faults: [{ field: 'current', rule: 'rule', message: 'This is not your password' }] });
  }
}
