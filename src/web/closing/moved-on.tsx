import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Iteration, Project } from '../../client/native.ts';
import { closes } from '../native.ts';
import { itemsQuery, iterationQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

interface MovedOnProps {
  readonly project: Project;
  readonly iteration: Iteration;
}

/** What a close has sent on to other iterations: it stays there when the iteration is opened again, and is named here. */
export function MovedOn({ project, iteration }: MovedOnProps) {
  const words = useWords();
  const receipts = useQuery({
    queryKey: ['receipts', iteration.id],
    queryFn: () => closes.listReceipts(iteration.id),
  });
  const sent = new Map<number, number[]>();
  for (const { reversed, groups, newIterationId } of receipts.data ?? []) {
    if (reversed !== null) continue;
    for (const { action, iterationId, itemIds } of groups) {
      const target = iterationId ?? newIterationId;
      if (action !== 'carry' || target === null) continue;
      sent.set(target, [...(sent.get(target) ?? []), ...itemIds]);
    }
  }
  if (sent.size === 0) return null;
  return (
    <section className="card" aria-labelledby="moved-on">
      <h2 id="moved-on">{words.t('closing.movedOn')}</h2>
      {[...sent].map(([target, itemIds]) => (
        <Target key={target} project={project} target={target} itemIds={itemIds} />
      ))}
    </section>
  );
}

interface TargetProps {
  readonly project: Project;
  readonly target: number;
  readonly itemIds: readonly number[];
}

function Target({ project, target, itemIds }: TargetProps) {
  const words = useWords();
  const iteration = useQuery(iterationQuery(target));
  const items = useQuery(itemsQuery(target));
  if (iteration.data === undefined) return null;
  const there = (items.data ?? []).filter(({ id }) => itemIds.includes(id));
  return (
    <>
      <h3 className="moved-to">
        <Link to="/p/$project/iterations/$iteration" params={{ project: project.key, iteration: target }} search={{}}>
          {iteration.data.title}
        </Link>{' '}
        <span className="numbers">{words.t('amounts.items', { count: itemIds.length })}</span>
      </h3>
      <ul className="item-list">
        {there.map(({ id, key, title, status, estimate }) => (
          <li key={id}>
            <span className="key">{key}</span>
            <span className="item-title">{title}</span>
            <span className="dim">{status.name}</span>
            <span className="numbers">{estimate === null ? '–' : words.t('amounts.points', { count: estimate })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
