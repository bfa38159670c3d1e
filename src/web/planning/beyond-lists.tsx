import { Button } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

interface NoIterationsProps {
  readonly canMake: boolean;
  readonly onMake: () => void;
}

/** Stands beside the backlog where there is no iteration to plan. */
export function NoIterations({ canMake, onMake }: NoIterationsProps) {
  const words = useWords();
  return (
    <section className="plan-beyond">
      <p>{words.t('planning.noIterations')}</p>
      {canMake ? <Button onClick={onMake}>{words.t('timeline.newIteration')}</Button> : null}
    </section>
  );
}

interface UnseenProps {
  readonly count: number;
  readonly onShow: () => void;
}

/** Stands behind the lists where there are more of them than are shown. */
export function Unseen({ count, onShow }: UnseenProps) {
  const words = useWords();
  return (
    <section className="plan-beyond">
      <p>{words.t('planning.unseen', { count })}</p>
      <Button variant="default" onClick={onShow}>
        {words.t('planning.showAll')}
      </Button>
    </section>
  );
}
