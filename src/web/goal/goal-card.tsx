import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Goal, GoalOdds } from '../../client/forecasts.ts';
import type { ItemRow, Iteration } from '../../client/native.ts';
import { CategoryMark } from '../parts/category-mark.tsx';
import { Trouble } from '../parts/loading.tsx';
import { itemsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { chanceText } from './chance-text.ts';
import { goalQuery, oddsQuery } from './goal-queries.ts';

const GoalDialog = lazy(() => import('./goal-dialog.tsx').then((made) => ({ default: made.GoalDialog })));

interface GoalCardProps {
  readonly iteration: Iteration;
  readonly canPlan: boolean;
}

/** What an iteration is for: what it takes, how likely it gets there, what could be cut, and what became of it. */
export function GoalCard({ iteration, canPlan }: GoalCardProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const goal = useQuery(goalQuery(iteration.id));
  const odds = useQuery(oddsQuery(iteration.id));
  if (goal.isError) return <Trouble error={goal.error} again={goal.refetch} />;
  if (goal.data === undefined) return null;
  const { items, outcome, evidence } = goal.data;
  if (items.length === 0 && outcome === null && !canPlan) return null;
  return (
    <section className="card stack small" aria-labelledby="goal">
      <div className="card-head">
        <h2 id="goal">{words.t('goal.title')}</h2>
        {canPlan ? (
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
            {words.t(items.length === 0 ? 'goal.choose' : 'goal.edit')}
          </Button>
        ) : null}
      </div>
      {items.length === 0 ? <p className="dim">{words.t('goal.none')}</p> : null}
      {items.length === 0 ? null : <GoalItems items={items} />}
      {outcome === null && items.length > 0 && odds.data?.now ? (
        <Odds odds={odds.data} now={odds.data.now} iterationId={iteration.id} />
      ) : null}
      {outcome === null ? null : (
        <p>
          <strong>{words.t(`goal.outcome.${outcome}`)}</strong>
        </p>
      )}
      {evidence === null ? null : <p className="goal">{evidence}</p>}
      {isOpen ? (
        <Suspense>
          <GoalDialog iteration={iteration} goal={goal.data} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}

function GoalItems({ items }: { readonly items: Goal['items'] }) {
  return (
    <ul className="goal-items">
      {items.map(({ id, key, title, isDone }) => (
        <li key={id}>
          <CategoryMark category={isDone ? 'done' : 'queued'} />
          <span className="key">{key}</span>
          <span className="item-title">{title}</span>
        </li>
      ))}
    </ul>
  );
}

interface OddsProps {
  readonly odds: GoalOdds;
  readonly now: NonNullable<GoalOdds['now']>;
  readonly iterationId: number;
}

function Odds({ odds, now, iterationId }: OddsProps) {
  const words = useWords();
  const { cut, withPresence, threshold, sample, window } = odds;
  return (
    <>
      <p>
        {words.t('goal.odds', { first: chanceText(words, now.goal), inOrder: chanceText(words, now.inOrder) })}
        {withPresence === null ? null : ` ${words.t('goal.withPresence', { chance: chanceText(words, withPresence) })}`}
      </p>
      {cut === null ? null : <Cut cut={cut} iterationId={iterationId} percent={Math.round(threshold * 100)} />}
      <p className="dim">
        {words.t('goal.sample', { days: words.t('goal.workingDays', { count: Math.min(window, sample.length) }) })}
      </p>
    </>
  );
}

interface CutProps {
  readonly cut: NonNullable<GoalOdds['cut']>;
  readonly iterationId: number;
  readonly percent: number;
}

/** What to take out so that the goal is likely enough again, or that nothing beside it is in the way. */
function Cut({ cut, iterationId, percent }: CutProps) {
  const words = useWords();
  const items = useQuery(itemsQuery(iterationId));
  const named = (items.data ?? []).filter(({ id }) => cut.itemIds.includes(id));
  if (cut.itemIds.length === 0) return <p>{words.t('goal.noCut')}</p>;
  return (
    <div>
      <p>
        {words.t(cut.isEnough ? 'goal.cut' : 'goal.cutTooLittle', { chance: chanceText(words, cut.inOrder), percent })}
      </p>
      <ul className="goal-items">
        {named.map((item: ItemRow) => (
          <li key={item.id}>
            <CategoryMark category={item.category} />
            <span className="key">{item.key}</span>
            <span className="item-title">{item.title}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
