import { cpus, loadavg, release, totalmem } from 'node:os';

/** One figure, with what it must be and what it is hoped to be. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly show: (value: number) => string;
  readonly must: number;
  readonly goal: number;
  /** True: more is better. */
  readonly isMore?: boolean;
  /** What the figure is made of. */
  readonly detail?: string;
}

/** A time in milliseconds, as rows show it. */
export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** The rows as a table in Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => {
    const than = row.isMore === true ? '≥' : '≤';
    const { show, must, goal, detail = '' } = row;
    return [row.name, show(row.value), `${than} ${show(must)}`, `${than} ${show(goal)}`, verdictOf(row), detail];
  });
  const head = ['work', 'measured', 'must', 'goal', 'holds', 'of which'];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...cells.map(line)].join('\n');
}

/** Rows that are not what they must be. */
export function misses(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => verdictOf(row) === 'no');
}

/** The machine, and how busy it was when this began. */
export function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg().map((each) => each.toFixed(1));
  return `${cpus().length} × ${first?.model.trim()}, ${memory} GiB, Linux ${release()}, Node ${process.version}; load ${load.join(' ')} at the beginning`;
}

function verdictOf({ value, must, goal, isMore = false }: Row): 'no' | 'must' | 'goal' {
  const reaches = (mark: number) => (isMore ? value >= mark : value <= mark);
  if (reaches(goal)) return 'goal';
  return reaches(must) ? 'must' : 'no';
}
