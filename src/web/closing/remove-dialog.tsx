import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { tell } from '../parts/toast.ts';
import { iterationsOf } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { readAnew } from './read-anew.ts';

interface RemoveDialogProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

const backlog = 'backlog';

/** Removes an iteration for good, and says first what that means and where its items go. */
export function RemoveDialog({ project, iteration, onClose, onRemoved }: RemoveDialogProps) {
  const words = useWords();
  const queries = useQueryClient();
  const found = useQuery(iterationsOf(project.id));
  const [to, setTo] = useState(backlog);
  const { id, title, version, scope } = found.data?.find((each) => each.id === iteration.id) ?? iteration;
  const targets = (found.data ?? []).filter(
    ({ id: other, kind, status }) =>
      other !== iteration.id && kind === 'iteration' && (status === 'planned' || status === 'active'),
  );
  const items = words.t('amounts.items', { count: scope.items });
  const where = targets.find((target) => String(target.id) === to)?.title ?? words.t('planning.backlog');
  const remove = useMutation({
    mutationFn: () => native.removeIteration(id, version, to === backlog ? {} : { moveItemsTo: to }),
    onSuccess: () => {
      onRemoved();
      const said = words.t('closing.removed', { title });
      tell(scope.items === 0 ? said : `${said} ${words.t('planning.moved', { what: items, where })}`);
    },
    onSettled: () => readAnew(queries),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  return (
    <Dialog title={words.t('closing.remove', { title })} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <FormTrouble error={remove.error} />
        <p>{words.t('closing.removeForGood')}</p>
        {scope.items === 0 ? (
          <p className="dim">{words.t('closing.holdsNothing')}</p>
        ) : (
          <NativeSelect
            label={words.t('closing.holds', { items, points: words.t('amounts.points', { count: scope.points }) })}
            data-autofocus
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            data={[
              { value: backlog, label: words.t('closing.backlog') },
              ...targets.map((target) => ({ value: String(target.id), label: target.title })),
            ]}
          />
        )}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {words.t('frame.cancel')}
          </Button>
          <Button type="submit" color="red.9" loading={remove.isPending}>
            {words.t('closing.remove', { title })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
