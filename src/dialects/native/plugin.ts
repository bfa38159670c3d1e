import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';

export function native(_actions: Actions): FastifyPluginAsync {
  return async () => {};
}
