import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Iteration } from '../../client/native.ts';
import { statements } from '../native.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useWords } from '../words/use-words.ts';

interface RestateDialogProps {
  readonly iteration: Iteration;
  readonly onClose: () => void;
  /** Answers the number of the statement that was made. */
  readonly onRestated: (number: number) => void;
}

/** States a closed iteration anew, with what has happened since; the statements that are there stay as they are. */
export function RestateDialog({ iteration, onClose, onRestated }: RestateDialogProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const restate = useMutation({
    mutationFn: () => statements.restate(iteration.id, reason.trim()),
    onSuccess: async ({ number }) => {
      await queries.invalidateQueries({ queryKey: ['figures', iteration.id] });
      void queries.invalidateQueries({ queryKey: ['velocity', iteration.projectId] });
      onRestated(number);
    },
  });
  return (
    <FormDialog
      title={words.t('report.restateNamed', { title: iteration.title })}
      deed={words.t('report.restate')}
      isPending={restate.isPending}
      isFit={reason.trim() !== ''}
      error={restate.error}
      onClose={onClose}
      onSubmit={() => restate.mutate()}
    >
      <p>{words.t('report.restateHint')}</p>
      <Textarea
        label={words.t('report.reason')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
