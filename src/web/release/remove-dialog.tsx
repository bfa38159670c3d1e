import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { iterationsOf } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

interface RemoveDialogProps {
  readonly project: Project;
  /** An iteration or a release. */
  readonly iteration: Iteration;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Deletes an iteration or a release, and asks where what it holds goes: nothing is lost with it. */
export function RemoveDialog({ project, iteration, onClose, onRemoved }: RemoveDialogProps) {
  const words = useWords();
  const queries = useQueryClient();
  const found = useQuery({ ...iterationsOf(project.id), staleTime: 0 });
  const { id, title, kind, version } = iteration;
  const isRelease = kind === 'release';
  const upwards = String(iteration.parentId ?? project.rootIterationId);
  const [target, setTarget] = useState(isRelease ? upwards : '');
  const inside = (found.data ?? []).filter(({ parentId }) => parentId === id);
  const remove = useMutation({
    mutationFn: async () => {
      // What is left in a release goes up with its end; only what goes elsewhere has to be put there before.
      for (const child of isRelease && target !== upwards ? inside : []) {
        await native.changeIteration(child.id, child.version, { parentId: Number(target) });
      }
      await native.removeIteration(id, version, isRelease || target === '' ? undefined : Number(target));
    },
    onSuccess: onRemoved,
    // Of what is gone nothing can be read any more.
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [name, of] }) => typeof name === 'string' && follows.has(name) && of !== id,
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  const others = (found.data ?? []).filter((each) => each.id !== id);
  const above = others.find((each) => String(each.id) === upwards)?.title ?? words.t('timeline.noReleases');
  const places = isRelease
    ? [
        { value: upwards, label: above },
        ...others
          .filter((each) => each.kind === 'release' && String(each.id) !== upwards && !isWithin(others, each, id))
          .map((each) => ({ value: String(each.id), label: each.title })),
      ]
    : [
        { value: '', label: words.t('planning.backlog') },
        ...others
          .filter((each) => each.kind === 'iteration' && (each.status === 'planned' || each.status === 'active'))
          .map((each) => ({ value: String(each.id), label: each.title })),
      ];
  const count = isRelease ? inside.length : iteration.scope.items;
  const deed = words.t('release.deleteNamed', { title });
  return (
    <Dialog title={deed} onClose={onClose}>
      {found.isError ? <Trouble error={found.error} again={found.refetch} /> : null}
      {found.isPending ? <Loading /> : null}
      {found.data === undefined ? null : (
        <form className="stack" noValidate onSubmit={submit}>
          <FormTrouble error={remove.error} />
          <p>{words.t(isRelease ? 'release.deleteRelease' : 'release.deleteIteration', { title })}</p>
          {count === 0 ? null : (
            <NativeSelect
              label={words.t(isRelease ? 'release.iterationsGo' : 'release.itemsGo', { count })}
              value={target}
              onChange={(event) => setTarget(event.currentTarget.value)}
              data={places}
            />
          )}
          <div className="buttons">
            <Button variant="default" onClick={onClose} data-autofocus>
              {words.t('frame.cancel')}
            </Button>
            <Button type="submit" color="red.9" loading={remove.isPending}>
              {deed}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

const follows = new Set(['iteration', 'burndown', 'figures', 'items', 'iterations', 'plan', 'velocity']);

function isWithin(found: readonly Iteration[], { parentId }: Iteration, releaseId: number): boolean {
  if (parentId === releaseId) return true;
  const parent = found.find(({ id }) => id === parentId);
  return parent !== undefined && isWithin(found, parent, releaseId);
}
