import { openApp } from '../../src/actions/app.ts';
import { operatorOf } from '../../src/actions/authenticate.ts';
import { bindActions } from '../../src/actions/index.ts';
import { anyMove } from '../../src/domain/lifecycle.ts';
import type { ProfileName } from '../../src/domain/metric-profiles.ts';
import { median } from './measure.ts';
import { ms, type Row } from './report.ts';
import { type Bench, copyOf } from './rows.ts';

const profiles: readonly ProfileName[] = ['native', 'kaiten', 'teampulse', 'tracker', 'jira'];
/** Least and longest that a row takes: what is quick is done more often. */
const [fewest, longestMs] = [5, 1500];

/**
 * The figures of an iteration of 10,000 cards and 50,000 events in this process, without HTTP and kept answers: those that
 * are read off sums, those for which every fact is gone through, and its close with the statement that it issues.
 */
export async function figureRows(bench: Bench): Promise<Row[]> {
  const app = await openApp({ dataDir: copyOf(bench, 'figures') });
  try {
    const actions = bindActions(app);
    const caller = { actor: await operatorOf(app, 'bench') };
    const iteration = { id: bench.seeded.largestId };
    const page = { skip: 0, limit: 50 };
    const now = app.now();
    const read = (name: string, must: number, goal: number, work: () => Promise<unknown>) =>
      rowOf(`${name}, in process`, { must, goal }, work);
    const rows = [
      await read('Figures of 10,000 cards and 50,000 events', 20, 5, () =>
        actions.reportFigures(caller, { iteration }),
      ),
      await read('… as of an instant', 1000, 250, () => actions.reportFigures(caller, { iteration, asOf: now })),
      await read('… explained', 1000, 400, () => actions.explainFigures(caller, { iteration, ...page })),
      await read('… by five metric profiles', 2000, 800, () =>
        actions.compareProfiles(caller, { iteration, profiles, ...page }),
      ),
      await read('… their flow', 1000, 250, () => actions.getIterationFlow(caller, { iteration, now })),
    ];
    const begin = processorMs();
    await actions.changeIteration(caller, {
      iteration,
      precondition: { kind: 'any' },
      fields: {},
      status: 'closed',
      policy: { ...anyMove, fixedWhenClosed: [], endAfterStart: 'day', findsRemoved: false, findsGroups: false },
    });
    const spent = processorMs() - begin;
    return [
      ...rows,
      { name: '… closed, the statement issued, in process', value: spent, show: ms, must: 1500, goal: 500 },
      await read('… their statement, with all cards', 500, 100, () =>
        actions.getStatement(caller, { iteration, number: 1 }),
      ),
    ];
  } finally {
    await app.close();
  }
}

async function rowOf(name: string, marks: Pick<Row, 'must' | 'goal'>, work: () => Promise<unknown>): Promise<Row> {
  const spent: number[] = [];
  const end = performance.now() + longestMs;
  await work();
  while (spent.length < fewest || performance.now() < end) {
    const begin = processorMs();
    await work();
    spent.push(processorMs() - begin);
  }
  return { name, value: median(spent), show: ms, ...marks, detail: `median of ${spent.length}` };
}

/** What this process has spent so far on all its threads, the one that writes included. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
