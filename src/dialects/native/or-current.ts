import type { FastifyReply } from 'fastify';
import { Refusal } from '../../domain/refusal.ts';
import { sendRefusal } from './errors.ts';

/** Runs a change; if it was made from a stale version, answers with what `show` tells of the thing as it is now. */
export async function orCurrent<T>(
  reply: FastifyReply,
  show: () => Promise<unknown>,
  run: () => Promise<T>,
): Promise<T | FastifyReply> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
    return sendRefusal(error, reply, await show());
  }
}
