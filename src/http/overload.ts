import type { FastifyInstance } from 'fastify';
import { Refusal } from '../domain/refusal.ts';

/** Asked by whoever decides on restarting the server, which would help nobody now. */
const vital: ReadonlySet<string> = new Set(['/healthz', '/readyz']);
const sampleMs = 500;
/** How late a sample may come before it counts as one too late. */
const lateMs = 500;
/** Four late samples in a row are two seconds: from then on callers without credentials are sent away, after eight also those who ask for lists. */
const firstStage = 4;
const secondStage = 8;

/** Tells from how late each sample came how far the shedding of load has to go. A sample in time ends it. */
export function loadStages(): (lateness: number) => 'none' | 'strangers' | 'lists' {
  let late = 0;
  return (lateness) => {
    late = lateness > lateMs ? late + 1 : 0;
    return late >= secondStage ? 'lists' : late >= firstStage ? 'strangers' : 'none';
  };
}

/** Sheds load while the event loop cannot keep up: 503 with Retry-After, so that those who work are served. */
export function shedLoad(server: FastifyInstance): void {
  const stageOf = loadStages();
  let stage: ReturnType<typeof stageOf> = 'none';
  let due = performance.now() + sampleMs;
  const timer = setInterval(() => {
    stage = stageOf(performance.now() - due);
    due = performance.now() + sampleMs;
  }, sampleMs);
  timer.unref();
  server.addHook('onClose', async () => clearInterval(timer));
  server.addHook('onRequest', (request, _reply, done) => {
    if (stage === 'none' || vital.has(request.url)) return done();
    const { authorization, cookie } = request.headers;
    const isStranger = authorization === undefined && cookie === undefined;
    const isList = stage === 'lists' && request.method === 'GET';
    if (isStranger || isList) throw new Refusal('busy', 'The server is overloaded', { retryAfter: 5 });
    done();
  });
}
