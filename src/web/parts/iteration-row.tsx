import { Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Iteration, Project } from '../../client/native.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { partOf, unitOf } from './amounts.ts';
import { StatusBadge } from './status-badge.tsx';

interface IterationRowProps {
  readonly project: Project;
  readonly iteration: Iteration;
}

/** An iteration in a list: its name, where it stands, its days and how much of it is done. */
export function IterationRow({ project, iteration }: IterationRowProps) {
  const words = useWords();
  const { title, status, start, end, id } = iteration;
  const days = dayFormat(words.language);
  const dates = start !== null && end !== null ? days.range(start, end) : words.t('iteration.noDates');
  return (
    <li className="row">
      <Link
        to="/p/$project/iterations/$iteration"
        params={{ project: project.key, iteration: id }}
        className="row-title"
      >
        {title}
      </Link>
      <StatusBadge status={status} />
      <span className="dim numbers">{dates}</span>
      <ProgressOf iteration={iteration} />
    </li>
  );
}

function ProgressOf({ iteration }: { readonly iteration: Iteration }) {
  const words = useWords();
  const unit = unitOf(iteration);
  const [done, scope] = [iteration.done[unit], iteration.scope[unit]];
  const told = scope === 0 ? words.t('amounts.nothingInside') : partOf(words, unit, done, scope);
  return (
    <div className="progress numbers">
      <Progress.Root size="sm">
        <Progress.Section
          value={scope === 0 ? 0 : (done / scope) * 100}
          color="var(--done)"
          aria-label={words.t('amounts.progressOf', { title: iteration.title })}
          aria-valuetext={told}
        />
      </Progress.Root>
      <span>{told}</span>
    </div>
  );
}
