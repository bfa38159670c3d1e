import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onReason(reason.trim());
  };
  return (
    <Dialog title={words.t('velocity.exclude', { title })} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={words.t('velocity.reason')}
          description={words.t('velocity.reasonHint')}
          maxLength={500}
          required
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {words.t('frame.cancel')}
          </Button>
          <Button type="submit">{words.t('velocity.leaveOut')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
