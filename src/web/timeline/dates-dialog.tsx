import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Iteration } from '../../client/native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useWords } from '../words/use-words.ts';
import type { DayRange } from './time-scale.ts';

interface DatesDialogProps {
  readonly iteration: Iteration;
  readonly onClose: () => void;
  readonly onChosen: (range: DayRange) => void;
}

/** The days of an iteration, to be typed or chosen. */
export function DatesDialog({ iteration, onClose, onChosen }: DatesDialogProps) {
  const words = useWords();
  const [start, setStart] = useState(iteration.start);
  const [end, setEnd] = useState(iteration.end);
  const [fault, setFault] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start === null || end === null) return setFault(words.t('timeline.bothDates'));
    if (end < start) return setFault(words.t('timeline.endBeforeStart'));
    onChosen({ start, end });
    onClose();
  };
  return (
    <Dialog title={words.t('timeline.datesOf', { title: iteration.title })} onClose={onClose}>
      <form className="stack" noValidate onSubmit={submit}>
        <div className="two-fields">
          <DayInput label={words.t('timeline.start')} value={start} onChange={setStart} data-autofocus />
          <DayInput label={words.t('timeline.end')} value={end} onChange={setEnd} error={fault} />
        </div>
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {words.t('frame.cancel')}
          </Button>
          <Button type="submit">{words.t('frame.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
