import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useWords } from '../words/use-words.ts';

interface ExcludeDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** Asks why an iteration says nothing of those to come: it stays to be read beside its bar. */
export function ExcludeDialog({ title, onClose, onReason }: ExcludeDialogProps) {
  const words = useWords();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={words.t('velocity.exclude', { title })}
      deed={words.t('velocity.leaveOut')}
      isFit={reason.trim() !== ''}
      onClose={onClose}
      onSubmit={() => onReason(reason.trim())}
    >
      <TextInput
        label={words.t('velocity.reason')}
        description={words.t('velocity.reasonHint')}
        maxLength={500}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
