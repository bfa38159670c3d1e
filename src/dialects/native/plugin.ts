import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accounts } from './accounts.ts';
import { activity } from './activity.ts';
import { api } from './api.ts';
import { refuseOtherInstants } from './as-of.ts';
import { boards } from './boards.ts';
import { burndown } from './burndown.ts';
import { cadence } from './cadence.ts';
import { calendars } from './calendars.ts';
import { capacity } from './capacity.ts';
import { carryPassports } from './carry-passports.ts';
import { chartImages, type DrawCharts } from './chart-images.ts';
import { closePlans } from './close-plans.ts';
import { findProof } from './credentials.ts';
import { sendError } from './errors.ts';
import { events } from './events.ts';
import { evidence } from './evidence.ts';
import { explanations } from './explanations.ts';
import { feeds } from './feeds.ts';
import { figures } from './figures.ts';
import { flow } from './flow.ts';
import { forecasts } from './forecasts.ts';
import { goals } from './goals.ts';
import { type Examine, health } from './health.ts';
import { items } from './items.ts';
import { iterations } from './iterations.ts';
import { memberships } from './memberships.ts';
import { moves } from './moves.ts';
import { organization } from './organization.ts';
import { outlook } from './outlook.ts';
import { people } from './people.ts';
import { planningChecks } from './planning-checks.ts';
import { profiles } from './profiles.ts';
import { projects } from './projects.ts';
import { rateLimitFields } from './rate-limit-fields.ts';
import { receipts } from './receipts.ts';
import { releaseHistory } from './release-history.ts';
import { rolloverPolicies } from './rollover-policies.ts';
import { rules } from './rules.ts';
import { scopePolicy } from './scope-policy.ts';
import { scorecard } from './scorecard.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { type LoadDemo, setup } from './setup.ts';
import { statements } from './statements.ts';
import { timeOff } from './time-off.ts';
import { tokens } from './tokens.ts';
import { velocity } from './velocity.ts';
import { webhookDeliveries } from './webhook-deliveries.ts';
import { webhooks } from './webhooks.ts';
import type { CheckTarget } from './webhooks.wire.ts';
import { workPatterns } from './work-patterns.ts';

export type { DrawCharts } from './chart-images.ts';
export type { Examine } from './health.ts';
export type { LoadDemo } from './setup.ts';

interface Settings {
  readonly checkTarget: CheckTarget;
  readonly draw: DrawCharts;
  readonly loadDemo: LoadDemo;
  readonly examine: Examine;
  /** Epoch milliseconds: what is told of today. */
  readonly now: () => number;
}

/** Timebox's own API under `/v1`, for the pages and for whoever needs no vendor's words; described by `/openapi.json`. */
export function native(actions: Actions, settings: Settings): FastifyPluginAsync {
  return async (server) => {
    server.serveOpenApi(api);
    server.setErrorHandler(sendError);
    server.setNotFoundHandler(() => {
      throw new Refusal('not_found', 'There is nothing at this address');
    });
    server.addHook('onRequest', async (request) => {
      if (request.is404 || request.routeOptions.config.open === true) return;
      const proof = findProof(request);
      // Told here, because a page whose session has ended guesses at nothing and is not to be counted as guessing.
      if (proof === undefined) throw new Refusal('unauthenticated', 'A token or a session is needed');
      await request.signIn(proof);
    });
    server.addHook('preHandler', (request, _reply, done) => {
      refuseOtherInstants(request);
      done();
    });
    // A hook that need not wait calls on: one that answers with a promise costs as much as a header.
    server.addHook('onSend', (request, reply, _payload, done) => {
      reply.headers(rateLimitFields(request, settings.now()));
      done();
    });
    await server.register(
      async (version) => {
        await version.register(session(actions));
        await version.register(setup(actions, settings.loadDemo));
        await version.register(health(settings.examine));
        await version.register(projects(actions));
        await version.register(planningChecks(actions));
        await version.register(iterations(actions));
        await version.register(burndown(actions));
        await version.register(figures(actions));
        await version.register(explanations(actions));
        await version.register(profiles(actions));
        await version.register(statements(actions));
        await version.register(rules(actions));
        await version.register(items(actions));
        await version.register(moves(actions));
        await version.register(memberships(actions));
        await version.register(boards(actions));
        await version.register(organization(actions));
        await version.register(people(actions));
        await version.register(accounts(actions));
        await version.register(tokens(actions, settings.now));
        await version.register(search(actions));
        await version.register(activity(actions));
        await version.register(events(actions));
        await version.register(feeds(actions));
        await version.register(chartImages(actions, settings));
        await version.register(calendars(actions));
        await version.register(workPatterns(actions));
        await version.register(timeOff(actions));
        await version.register(capacity(actions));
        await version.register(cadence(actions));
        await version.register(scopePolicy(actions));
        await version.register(flow(actions, settings));
        await version.register(evidence(actions));
        await version.register(velocity(actions));
        await version.register(releaseHistory(actions));
        await version.register(forecasts(actions, settings));
        await version.register(outlook(actions, settings));
        await version.register(scorecard(actions, settings));
        await version.register(goals(actions, settings));
        await version.register(closePlans(actions));
        await version.register(receipts(actions));
        await version.register(rolloverPolicies(actions));
        await version.register(carryPassports(actions, settings));
        await version.register(webhooks(actions, settings.checkTarget));
        await version.register(webhookDeliveries(actions));
      },
      { prefix: '/v1' },
    );
    server.refuseOtherMethods();
  };
}
