import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TimeOff } from '../../client/capacity.ts';
import { problemOf } from '../../client/native.ts';
import { capacities } from '../native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { AddTimeOff } from '../settings/add-time-off.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { timeOffQuery } from './capacity-queries.ts';
import { applyEdits } from './time-off-edits.ts';
import '../styles/settings.css';

interface TimeOffDialogProps {
  readonly personId: number;
  readonly name: string;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

type Absence = TimeOff['timeOff'][number];

/** When a person is away; nobody is asked why. */
export function TimeOffDialog({ personId, name, onClose, onSaved }: TimeOffDialogProps) {
  const words = useWords();
  const known = useQuery({ ...timeOffQuery(personId), staleTime: 0 });
  return (
    <Dialog title={words.t('capacity.timeOffOf', { name })} onClose={onClose}>
      {known.isError ? <Trouble error={known.error} again={known.refetch} /> : null}
      {known.isPending ? <Loading /> : null}
      {known.data === undefined ? null : (
        <Editor personId={personId} before={known.data.timeOff} onClose={onClose} onSaved={onSaved} />
      )}
    </Dialog>
  );
}

interface EditorProps extends Omit<TimeOffDialogProps, 'name'> {
  readonly before: readonly Absence[];
}

function Editor({ personId, before: found, onClose, onSaved }: EditorProps) {
  const words = useWords();
  // What others save meanwhile does not change what is being edited here; it is put together with it when this is saved.
  const [before] = useState(found);
  const [wanted, setWanted] = useState(found);
  const save = useMutation({ mutationFn: () => saveOnTop(personId, before, wanted), onSuccess: onSaved });
  const { long } = dayFormat(words.language);
  return (
    <div className="stack">
      <FormTrouble error={save.error} />
      {wanted.length === 0 ? <p className="dim">{words.t('capacity.noTimeOff')}</p> : null}
      <ul className="change-list">
        {wanted.map((each) => {
          const { from, to, share } = each;
          const days = from === to ? long(from) : `${long(from)} – ${long(to)}`;
          return (
            <li key={`${from} ${to} ${share}`}>
              <span className="numbers">
                {share === 1 ? days : words.t('capacity.partly', { days, percent: Math.round(share * 100) })}
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={words.t('settings.removeNamed', { name: days })}
                onClick={() => setWanted(wanted.filter((other) => other !== each))}
              >
                {words.t('settings.remove')}
              </Button>
            </li>
          );
        })}
      </ul>
      <AddTimeOff onAdd={(absence) => setWanted([...wanted, absence])} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {words.t('frame.cancel')}
        </Button>
        <Button disabled={wanted === before} loading={save.isPending} onClick={() => save.mutate()}>
          {words.t('frame.save')}
        </Button>
      </div>
    </div>
  );
}

/** Saves what was edited on top of whatever is there by now. */
async function saveOnTop(
  personId: number,
  before: readonly Absence[],
  wanted: readonly Absence[],
  attempts = 3,
): Promise<TimeOff> {
  const now = await capacities.getTimeOff(personId);
  try {
    return await capacities.setTimeOff(personId, now.version, {
      timeOff: [...applyEdits(before, wanted, now.timeOff)],
    });
  } catch (error) {
    if (problemOf(error)?.status !== 412 || attempts === 1) throw error;
    return saveOnTop(personId, before, wanted, attempts - 1);
  }
}
