import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ties this process, all of its threads and all that it starts from now on to one processor. */
export function runOn(processor: number): void {
  const done = spawnSync('taskset', ['-acp', String(processor), String(process.pid)], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`taskset is needed, and two processors: ${done.stderr}`);
}

/** Processor time, user and system, that processes have used so far with all their threads; microseconds. */
export function processorTime(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + timeOf(pid), 0);
}

/** A process and those that it started. */
export function familyOf(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return [pid, ...all.filter((each) => parentOf(each) === pid)];
}

/** The process that started another; 0 when that is gone. */
export function parentOf(pid: number): number {
  return Number(/\) \S (\d+)/.exec(readOr(`/proc/${pid}/stat`, ''))?.[1] ?? 0);
}

/** Memory of a process that is resident now, and the most there was; MiB. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const line = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: line('VmRSS'), most: line('VmHWM') };
}

/** To the nanosecond, where `stat` counts in hundredths of a second. */
function timeOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => Number(readOr(`/proc/${pid}/task/${thread}/schedstat`, '0').split(' ')[0]));
  return times.reduce((sum, each) => sum + each, 0) / 1000;
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
