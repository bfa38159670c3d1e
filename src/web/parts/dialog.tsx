import { CloseButton } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useId, useLayoutEffect, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { DialogContext } from './within-dialog.ts';

interface DialogProps {
  readonly title: string;
  /** Absent: there is no way out but what stands in the dialog. */
  readonly onClose?: () => void;
  /** `lg` for what needs two columns. */
  readonly size?: 'md' | 'lg';
  readonly children: ReactNode;
}

/**
 * A dialog over the page: nothing else can be reached while it is there, the focus begins at what is marked with
 * `data-autofocus` and goes back to where it was, and Escape closes it.
 */
export function Dialog({ title, onClose, size = 'md', children }: DialogProps) {
  const words = useWords();
  const heading = useId();
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
  useLayoutEffect(() => {
    if (dialog === null) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => dialog.close();
  }, [dialog]);
  const leave = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose?.();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    // A list or a calendar that is open in the dialog goes first, and says so by this attribute.
    const isTaken = event.target instanceof Element && event.target.closest('[data-mantine-stop-propagation]') !== null;
    if (isTaken) event.preventDefault();
    else leave(event);
  };
  return (
    // Escape comes as a key, or as a wish to close where no element of the dialog has the focus.
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: it hears what the elements within it leave over
    <dialog
      ref={setDialog}
      className="dialog"
      aria-labelledby={heading}
      closedby={onClose === undefined ? 'none' : 'closerequest'}
      onCancel={leave}
      onKeyDown={press}
    >
      <div className="dialog-box" data-size={size}>
        <div className="dialog-head">
          <h2 id={heading}>{title}</h2>
          {onClose === undefined ? null : <CloseButton aria-label={words.t('frame.closeDialog')} onClick={onClose} />}
        </div>
        <DialogContext value={dialog}>{children}</DialogContext>
      </div>
    </dialog>
  );
}
