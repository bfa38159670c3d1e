import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ItemRow, Iteration, Project } from '../../client/native.ts';
import { CategoryMark } from '../parts/category-mark.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import { itemsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

const ItemDialog = lazy(() => import('../planning/item-dialog.tsx').then((made) => ({ default: made.ItemDialog })));

interface ItemsTabProps {
  readonly project: Project;
  readonly iteration: Iteration;
}

const groups = ['in_progress', 'queued', 'done', 'cancelled'] as const satisfies readonly ItemRow['category'][];

/** What an iteration holds, by where it stands; each of it can be opened. */
export function ItemsTab({ project, iteration }: ItemsTabProps) {
  const words = useWords();
  const canChange = mayPlan(useMe(), project.id);
  const [opened, open] = useState<number | null>(null);
  const found = useQuery(itemsQuery(iteration.id));
  if (found.isPending) return <Loading />;
  if (found.isLoadingError) return <Trouble error={found.error} again={found.refetch} />;
  if (found.data.length === 0) {
    return (
      <section className="card">
        <p>{words.t('iteration.noItems')}</p>
        <Link to="/p/$project/planning" params={{ project: project.key }}>
          {words.t('iteration.openPlanning')}
        </Link>
      </section>
    );
  }
  return (
    <>
      {groups.map((category) => {
        const items = found.data.filter((item) => item.category === category);
        return items.length === 0 ? null : <Group key={category} category={category} items={items} open={open} />;
      })}
      {opened === null ? null : (
        <Suspense>
          <ItemDialog project={project} itemId={opened} canChange={canChange} onClose={() => open(null)} />
        </Suspense>
      )}
    </>
  );
}

interface GroupProps {
  readonly category: ItemRow['category'];
  readonly items: readonly ItemRow[];
  readonly open: (itemId: number) => void;
}

function Group({ category, items, open }: GroupProps) {
  const words = useWords();
  const points = items.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
  return (
    <section className="card" aria-labelledby={`items-${category}`}>
      <div className="card-head">
        <h2 id={`items-${category}`}>{words.t(`planning.category.${category}`)}</h2>
        <span className="dim numbers">
          {`${words.t('amounts.items', { count: items.length })} · ${words.t('amounts.points', { count: points })}`}
        </span>
      </div>
      <ul className="item-list">
        {items.map(({ id, key, title, estimate, assignee, status }) => (
          <li key={id}>
            <CategoryMark category={category} />
            <span className="key">{key}</span>
            <button type="button" className="item-title" onClick={() => open(id)}>
              {title}
            </button>
            <span className="dim">{status.name}</span>
            <span className="dim">{assignee?.name ?? ''}</span>
            <span className="numbers">{estimate === null ? '–' : words.t('amounts.points', { count: estimate })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
