import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';

export function kaiten(_actions: Actions): FastifyPluginAsync {
  return async () => {};
}
