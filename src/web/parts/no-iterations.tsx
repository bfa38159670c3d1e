import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWords } from '../words/use-words.ts';
import { mayPlan } from './may-plan.ts';
import { useMe, useProject } from './place.ts';

interface NoIterationsProps {
  /** Makes one by hand. */
  readonly onMake: () => void;
}

/** A project without iterations: what they are, and what leads to some, for those who plan. */
export function NoIterations({ onMake }: NoIterationsProps) {
  const { t } = useWords();
  const { id, key: project } = useProject();
  const canPlan = mayPlan(useMe(), id);
  return (
    <section className="card empty">
      <h2>{t('timeline.emptyTitle')}</h2>
      <p>{t('timeline.empty')}</p>
      <p className="dim">{t(canPlan ? 'timeline.emptyPlanner' : 'timeline.emptyReader')}</p>
      {canPlan ? (
        <div className="buttons">
          <Button onClick={onMake}>{t('timeline.newIteration')}</Button>
          <Link to="/p/$project/settings/cadence" params={{ project }} className="later">
            {t('cadence.set')}
          </Link>
        </div>
      ) : null}
    </section>
  );
}
