import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';

export function teampulse(_actions: Actions): FastifyPluginAsync {
  return async () => {};
}
