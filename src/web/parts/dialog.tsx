import { CloseButton } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../words/use-words.ts';
import { noteDialog } from './open-dialogs.ts';
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
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    // A calendar that is open, beside the box, has Escape for itself; it is gone when the next one hears of the key.
    const spare = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && dialog.childElementCount > 1) event.preventDefault();
    };
    window.addEventListener('keydown', spare, { capture: true });
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    const forget = noteDialog(dialog.querySelector<HTMLElement>('.dialog-box') ?? dialog);
    return () => {
      forget();
      window.removeEventListener('keydown', spare, { capture: true });
      dialog.close();
    };
  }, []);
  // Files that are not chosen after all are cancelled, too.
  const leave = (event: SyntheticEvent) => {
    if (event.target !== ref.current) return;
    event.preventDefault();
    onClose?.();
  };
  return (
    <dialog
      ref={ref}
      id={id}
      className="dialog"
      aria-labelledby={`${id}-title`}
      closedby={onClose === undefined ? 'none' : 'closerequest'}
      onCancel={leave}
      // Browsers may insist on closing it.
      onClose={(event) => {
        if (ref.current?.open === false) leave(event);
      }}
    >
      <div className="dialog-box" data-size={size}>
        <div className="dialog-head">
          <h2 id={`${id}-title`}>{title}</h2>
          {onClose === undefined ? null : <CloseButton aria-label={words.t('frame.closeDialog')} onClick={onClose} />}
        </div>
        <DialogContext value={id}>{children}</DialogContext>
      </div>
    </dialog>
  );
}
