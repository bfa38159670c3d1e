import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Project } from '../../client/native.ts';
import { closes } from '../native.ts';
import { CategoryMark } from '../parts/category-mark.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { useWords } from '../words/use-words.ts';

const leasts = [1, 2, 3, 5] as const;

/** Unfinished items that are carried from iteration to iteration, the most carried first: each of them asks for a decision. */
export function CarriedCard({ project }: { readonly project: Project }) {
  const words = useWords();
  const [least, setLeast] = useState<number>(2);
  const carried = useQuery({
    queryKey: ['velocity', project.id, 'carried', least],
    queryFn: () => closes.listCarried(project.id, { least: String(least) }),
    placeholderData: (before) => before,
  });
  return (
    <section className="card stack small" aria-labelledby="carried">
      <div className="card-head">
        <h2 id="carried">{words.t('passport.again')}</h2>
        <NativeSelect
          aria-label={words.t('passport.least')}
          value={String(least)}
          onChange={(event) => setLeast(Number(event.currentTarget.value))}
          data={leasts.map((count) => ({ value: String(count), label: words.t('passport.atLeast', { count }) }))}
        />
      </div>
      {carried.isError ? <Trouble error={carried.error} again={carried.refetch} /> : null}
      {carried.isPending ? <Loading /> : null}
      {carried.data?.items.length === 0 ? <p className="dim">{words.t('passport.none')}</p> : null}
      <ul className="goal-items">
        {carried.data?.items.map(({ id, key, title, category, carryCount, pointsDragged }) => (
          <li key={id} className="carried-item">
            <CategoryMark category={categoryOf(category)} />
            <Link className="key" to="/p/$project/planning" params={{ project: project.key }} search={{ item: id }}>
              {key}
            </Link>
            <span className="item-title">{title}</span>
            <span className="event numbers">
              {words.t('passport.times', {
                count: carryCount,
                points: words.t('amounts.points', { count: pointsDragged }),
              })}
            </span>
          </li>
        ))}
      </ul>
      {carried.data !== undefined && carried.data.total > carried.data.items.length ? (
        <p className="dim">{words.t('passport.more', { count: carried.data.total - carried.data.items.length })}</p>
      ) : null}
    </section>
  );
}

function categoryOf(category: string) {
  return category === 'in_progress' ? 'in_progress' : 'queued';
}
