import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { Dialog } from './dialog.tsx';
import { FormTrouble } from './form-trouble.tsx';

interface FormDialogProps {
  readonly title: string;
  /** What the button that sends it says. */
  readonly deed: string;
  /** Whether something is lost by it: the button is red, and leaving is what the focus begins with. */
  readonly isGrave?: boolean;
  /** Whether it is being sent; never, where nothing is asked of the server. */
  readonly isPending?: boolean;
  /** Whether it can be sent as it is. */
  readonly isFit?: boolean;
  /** What the server said against it. */
  readonly error?: unknown;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A dialog with a form that is sent or left, and with what the server said to it. */
export function FormDialog(props: FormDialogProps) {
  const { title, deed, isGrave = false, isPending = false, isFit = true, error, onClose, onSubmit, children } = props;
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <FormTrouble error={error} />
        {children}
        <div className="buttons">
          <Button variant="default" onClick={onClose} data-autofocus={isGrave || undefined}>
            {t('frame.cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!isFit} {...(isGrave ? { color: 'red.9' } : {})}>
            {deed}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
