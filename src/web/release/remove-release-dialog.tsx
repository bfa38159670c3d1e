import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
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
    mutationFn: () => native.removeIteration(id, version, { moveIterationsTo: String(target) }),
    onSuccess: onRemoved,
    onSettled: () => queries.invalidateQueries({ queryKey: ['iterations', project.id] }),
  });
  const others = (found.data ?? []).filter((each) => each.kind === 'release' && each.id !== id);
  const above = others.find((each) => each.id === upwards)?.title ?? words.t('timeline.noReleases');
  const places = others.filter((each) => each.id !== upwards && !isWithin(others, each, id));
  const deed = words.t('release.deleteNamed', { title });
  return (
    <FormDialog
      title={deed}
      deed={deed}
      isGrave
      isPending={remove.isPending}
      isFit={found.data !== undefined}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      {found.isError ? <Trouble error={found.error} again={found.refetch} /> : null}
      {found.isPending ? <Loading /> : null}
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
    </FormDialog>
  );
}

function isWithin(found: readonly Iteration[], { parentId }: Iteration, releaseId: number): boolean {
  if (parentId === releaseId) return true;
  const parent = found.find(({ id }) => id === parentId);
  return parent !== undefined && isWithin(found, parent, releaseId);
}
