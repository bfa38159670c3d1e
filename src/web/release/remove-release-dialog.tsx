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

interface RemoveReleaseDialogProps {
  readonly project: Project;
  readonly release: Iteration;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Deletes a release, and asks where its iterations go: none is lost with it. */
export function RemoveReleaseDialog({ project, release, onClose, onRemoved }: RemoveReleaseDialogProps) {
  const words = useWords();
  const queries = useQueryClient();
  const found = useQuery({ ...iterationsOf(project.id), staleTime: 0 });
  const { id, title, version } = release;
  const upwards = release.parentId ?? project.rootIterationId;
  const [target, setTarget] = useState(upwards);
  const inside = (found.data ?? []).filter(({ parentId }) => parentId === id);
  const remove = useMutation({
    mutationFn: async () => {
      // What is left in a release goes up with its end; only what goes elsewhere has to be put there before.
      for (const child of target === upwards ? [] : inside) {
        await native.changeIteration(child.id, child.version, { parentId: target });
      }
      await native.removeIteration(id, version);
    },
    onSuccess: onRemoved,
    onSettled: () => queries.invalidateQueries({ queryKey: ['iterations', project.id] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  const others = (found.data ?? []).filter((each) => each.kind === 'release' && each.id !== id);
  const above = others.find((each) => each.id === upwards)?.title ?? words.t('timeline.noReleases');
  const places = others.filter((each) => each.id !== upwards && !isWithin(others, each, id));
  const deed = words.t('release.deleteNamed', { title });
  return (
    <Dialog title={deed} onClose={onClose}>
      {found.isError ? <Trouble error={found.error} again={found.refetch} /> : null}
      {found.isPending ? <Loading /> : null}
      {found.data === undefined ? null : (
        <form className="stack" noValidate onSubmit={submit}>
          <FormTrouble error={remove.error} />
          <p>{words.t('release.deleteHint', { title })}</p>
          {inside.length === 0 ? null : (
            <NativeSelect
              label={words.t('release.iterationsGo', { count: inside.length })}
              value={String(target)}
              onChange={(event) => setTarget(Number(event.currentTarget.value))}
              data={[
                { value: String(upwards), label: above },
                ...places.map((each) => ({ value: String(each.id), label: each.title })),
              ]}
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

function isWithin(found: readonly Iteration[], { parentId }: Iteration, releaseId: number): boolean {
  if (parentId === releaseId) return true;
  const parent = found.find(({ id }) => id === parentId);
  return parent !== undefined && isWithin(found, parent, releaseId);
}
