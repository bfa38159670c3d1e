import { Link } from '@tanstack/react-router';
import type { Iteration, Project } from '../../client/native.ts';
import { progressText } from '../parts/progress-text.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { BarMenu } from './bar-menu.tsx';
import { LaneName } from './lane-name.tsx';
import { type DatedIteration, isDated, type Lane } from './lanes.ts';
import { overlapText } from './overlap-text.ts';
import type { Reschedule } from './use-reschedule.ts';

interface AgendaProps {
  readonly project: Project;
  readonly lanes: readonly Lane[];
  readonly reschedule: Reschedule | null;
  /** By when what is in each iteration is likely done. */
  readonly likely: ReadonlyMap<number, string>;
}

/** The timeline for narrow screens: one iteration below the other, moved by a menu; what is over comes last. */
export function Agenda({ project, lanes, reschedule, likely }: AgendaProps) {
  const words = useWords();
  const [open, over] = [lanes.filter((lane) => !isOver(lane)), lanes.filter(isOver)];
  return [...open, ...over].map(({ release, range, rows, undated }) => {
    const dated = rows.flat().toSorted((a, b) => a.start.localeCompare(b.start));
    return (
      <section key={release?.id ?? 0} className="card agenda" aria-labelledby={`lane-${release?.id ?? 0}`}>
        <h2 id={`lane-${release?.id ?? 0}`}>
          <LaneName project={project} release={release} />
        </h2>
        {range === null ? null : (
          <p className="dim numbers">{dayFormat(words.language).range(range.start, range.end)}</p>
        )}
        <ul className="rows">
          {[...dated, ...undated].map((iteration) => (
            <AgendaRow
              key={iteration.id}
              project={project}
              iteration={iteration}
              neighbours={dated}
              reschedule={reschedule}
              likely={likely.get(iteration.id) ?? null}
            />
          ))}
        </ul>
      </section>
    );
  });
}

interface AgendaRowProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly neighbours: readonly DatedIteration[];
  readonly reschedule: Reschedule | null;
  readonly likely: string | null;
}

function AgendaRow({ project, iteration, neighbours, reschedule, likely }: AgendaRowProps) {
  const words = useWords();
  const { id, title, status } = iteration;
  const dates = isDated(iteration)
    ? dayFormat(words.language).range(iteration.start, iteration.end)
    : words.t('iteration.noDates');
  const overlap = isDated(iteration) ? overlapText(words, iteration, iteration, neighbours) : null;
  const canMove = reschedule !== null && (status === 'planned' || status === 'active');
  return (
    <li className="agenda-row">
      <div>
        <Link
          to="/p/$project/iterations/$iteration"
          params={{ project: project.key, iteration: id }}
          className="row-title"
        >
          {title}
        </Link>
        <div className="facts numbers">
          <StatusBadge status={status} />
          <span>{dates}</span>
          <span>{progressText(words, iteration)}</span>
          {likely === null ? null : (
            <span>{words.t('timeline.likely', { day: dayFormat(words.language).short(likely) })}</span>
          )}
          {overlap === null ? null : <span className="over">{overlap}</span>}
        </div>
      </div>
      {canMove ? <BarMenu project={project} iteration={iteration} reschedule={reschedule} /> : null}
    </li>
  );
}

function isOver({ rows, undated }: Lane): boolean {
  const all = [...rows.flat(), ...undated];
  return all.length > 0 && all.every(({ status }) => status === 'closed' || status === 'archived');
}
