import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitPayload } from './fit-payload.ts';

const bytes = (text: string) => Buffer.byteLength(text);

it('leaves a message as it is while it is short enough', () => {
  const message = { type: 'item.created', data: { title: 'x'.repeat(19_000) } };
  expect(fitPayload(message)).toBe(JSON.stringify(message));
});

it('is always JSON of less than 20 kB, and says when something was cut', () => {
  const long = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.repeat(600)),
    fc.array(fc.integer(), { maxLength: 20 }).map((numbers) => Array.from({ length: 500 }, () => numbers).flat()),
    fc.array(fc.string(), { maxLength: 300 }),
    fc.record({ before: fc.string().map((text) => text.repeat(3000)), after: fc.constant(null) }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string({ maxLength: 20 }), long, { maxKeys: 30 }), (data) => {
      const text = fitPayload({ type: 'x', data });
      expect(bytes(text)).toBeLessThan(20_000);
      const whole = JSON.stringify({ type: 'x', data });
      expect(text === whole || JSON.parse(text).data.truncated).toBe(true);
      expect(text === whole).toBe(bytes(whole) < 20_000);
      expect(text.isWellFormed()).toBe(true);
    }),
    { numRuns: 50 },
  );
});
