import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { rules, timedDeed } from './deeds.ts';
import { lookAround, lookBack, unseen } from './invariants.ts';
import { live, openWorld } from './live.ts';

/** How many lives; a long run asks for more. */
const lives = Number(process.env['TIMEBOX_MODEL_RUNS'] ?? 12);

describe.each(engines)('The life of iterations over the API, on %s', (engine) => {
  const test = useTestServer(engine);

  it(
    'comes to what a model of it says, whatever is done in whichever order',
    async () => {
      const deeds = fc.array(timedDeed, { minLength: 8, maxLength: 30, size: 'max' });
      await fc.assert(
        fc.asyncProperty(rules, deeds, async (counting, life) => {
          const world = await openWorld(test(), counting);
          const seen = unseen();
          for (const deed of life) {
            await live(world, deed);
            await lookAround(world, seen);
          }
          await lookBack(world, seen);
          expect(seen.figures.length).toBeGreaterThan(0);
        }),
        // A failure is made smaller as long as there is time.
        { numRuns: lives, interruptAfterTimeLimit: lives * 2500 },
      );
    },
    20_000 + lives * 5000,
  );
});
