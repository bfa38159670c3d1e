import { useState } from 'react';
import type { Iteration } from '../../client/native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
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
  const submit = () => {
    if (start === null || end === null) return setFault(words.t('timeline.bothDates'));
    if (end < start) return setFault(words.t('timeline.endBeforeStart'));
    onChosen({ start, end });
    onClose();
  };
  return (
    <FormDialog
      title={words.t('timeline.datesOf', { title: iteration.title })}
      deed={words.t('frame.save')}
      onClose={onClose}
      onSubmit={submit}
    >
      <div className="two-fields">
        <DayInput label={words.t('timeline.start')} value={start} onChange={setStart} data-autofocus />
        <DayInput label={words.t('timeline.end')} value={end} onChange={setEnd} error={fault} />
      </div>
    </FormDialog>
  );
}
