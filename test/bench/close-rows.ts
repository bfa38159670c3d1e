import { setTimeout as sleep } from 'node:timers/promises';
import { readers, requestsTo } from './callers.ts';
import { loadFor, percentile } from './http-load.ts';
import { send } from './limit.ts';
import { median, type Subject } from './measure.ts';
import { ms, type Row } from './report.ts';
import type { Bench } from './rows.ts';

/** Closing an iteration with 10,000 cards, again and again into the next: by itself, and while four others read without a pause. */
export async function closeRows({ seeded, effort }: Bench, subject: Subject): Promise<Row[]> {
  const { space, sprint } = requestsTo(seeded);
  const others = readers(Array.from({ length: 1000 }, (_, n) => sprint(n))).slice(0, 4);
  const [alone, beside, waited]: [number[], number[], number[]] = [[], [], []];
  let current = seeded.largestUid;
  const closeInto = async (title: string): Promise<number> => {
    const dates = { start_date: '2026-06-01', finish_date: '2026-06-14' };
    const made = await send(subject.url, space('', 'POST', { title, ...dates }));
    const { id: next }: { id: string } = JSON.parse(made.body);
    await send(subject.url, space(`/${next}`, 'PATCH', { status: 'active' }));
    await sleep(100);
    const begin = performance.now();
    const closed = await send(subject.url, space(`/${current}`, 'PATCH', { status: 'closed', new_iteration_id: next }));
    const spent = performance.now() - begin;
    const { moved_cards: moved }: { moved_cards: unknown[] } = JSON.parse(closed.body);
    if (moved.length !== 10_000) throw new Error(`The close moved ${moved.length} cards`);
    current = next;
    return spent;
  };
  for (let round = 0; round <= effort.rounds; round += 1) {
    alone.push(await closeInto(`After ${round}`));
    const reading = loadFor(subject.url, others, 800);
    beside.push(await closeInto(`After ${round}, with readers`));
    waited.push(percentile(await reading, 0.99));
  }
  const detail = `${ms(median(beside.slice(1)))} beside four readers that never pause`;
  return [
    {
      name: 'Close moving 10,000 cards, whole answer',
      value: median(alone.slice(1)),
      show: ms,
      must: 250,
      goal: 60,
      detail,
    },
    { name: '… p99 of GETs meanwhile', value: median(waited.slice(1)), show: ms, must: 50, goal: 20 },
  ];
}
