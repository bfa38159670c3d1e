import { type LoadCaller, type LoadResult, loadFor, percentile } from './http-load.ts';
import { processorTime } from './processor.ts';

/** A server that is measured. */
export interface Subject {
  readonly url: string;
  /** Every process whose time counts as the server's. */
  readonly pids: () => readonly number[];
}

/** Until the compiler has seen what is hot: before that a request costs several times as much. */
const warmUpMs = 4000;

/** How long and how often. */
export interface Effort {
  readonly ms: number;
  readonly rounds: number;
}

/** One run of a load against one server. */
export interface Run {
  /** Processor time of the server for each request, microseconds. */
  readonly cpu: number;
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly result: LoadResult;
}

/** A load, and the server it goes to. The callers go on where they were in the run before. */
export interface Contender {
  readonly subject: Subject;
  readonly callers: readonly LoadCaller[];
}

/**
 * Runs contenders in turn, A B C, A B C, as often as asked after a run to warm up: what the machine does beside us then
 * meets all of them alike. Answers the runs of each contender.
 * @throws Error when anything but 2xx was answered
 */
export async function compete(contenders: readonly Contender[], { ms, rounds }: Effort): Promise<readonly Run[][]> {
  const runs: Run[][] = contenders.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [number, { subject, callers }] of contenders.entries()) {
      const before = processorTime(subject.pids());
      const result = await loadFor(subject.url, callers, round === 0 ? warmUpMs : ms);
      const cpu = (processorTime(subject.pids()) - before) / result.requests;
      refuseFailures(result, round === 0);
      const rps = result.requests / result.seconds;
      if (round > 0) {
        runs[number]?.push({ cpu, rps, p50: percentile(result, 0.5), p99: percentile(result, 0.99), result });
      }
    }
  }
  return runs;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The median of what two contenders' runs of the same round compare to. */
export function ratio(
  over: readonly Run[] | undefined,
  under: readonly Run[] | undefined,
  figure: 'cpu' | 'rps',
): number {
  return median((over ?? []).map((run, round) => run[figure] / (under?.[round]?.[figure] ?? Number.NaN)));
}

function refuseFailures({ statuses }: LoadResult, isWarmUp: boolean): void {
  // The first write of a caller may name a version that is no longer the newest.
  const failed = [...statuses].filter(([status]) => status >= 300 && !(isWarmUp && status === 412));
  if (failed.length > 0)
    throw new Error(`Answered with ${failed.map(([status, count]) => `${status} × ${count}`).join(', ')}`);
}
