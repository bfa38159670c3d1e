import { Button } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import type { Draft } from './use-draft.ts';

interface DraftButtonsProps {
  readonly draft: Pick<Draft<object>, 'isChanged' | 'isSaving' | 'drop' | 'save'>;
  /** Whether it can be saved as it is. */
  readonly isFit?: boolean;
  /** What saving is called here. */
  readonly deed?: string;
}

/** Saves what was typed, or drops it; and says that it is not saved yet. */
export function DraftButtons({ draft, isFit = true, deed }: DraftButtonsProps) {
  const { t } = useWords();
  const { isChanged, isSaving, drop, save } = draft;
  return (
    <div className="buttons">
      <Button disabled={!isFit || (!isChanged && deed === undefined)} loading={isSaving} onClick={save}>
        {deed ?? t('frame.save')}
      </Button>
      {isChanged ? (
        <>
          <Button variant="default" onClick={drop}>
            {t('frame.cancel')}
          </Button>
          <span className="dim unsaved">{t('settings.unsaved')}</span>
        </>
      ) : null}
    </div>
  );
}
