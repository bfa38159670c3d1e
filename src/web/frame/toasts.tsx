import { Button, CloseButton } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { topDialog } from '../parts/open-dialogs.ts';
import { dismiss, type Toast, toastStore } from '../parts/toast.ts';
import { useKeys } from '../parts/use-keys.ts';
import { useWords } from '../words/use-words.ts';

/** What was done and what went wrong, in the corner; read out, and the last way back is Ctrl Z as well. */
export function Toasts() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  const last = toasts.findLast(({ undo }) => undo !== undefined);
  const takeBack = (toast: Toast) => {
    dismiss(toast.id);
    toast.undo?.();
  };
  useKeys(last === undefined ? {} : { '$mod+z': () => takeBack(last) });
  const dialog = useSyncExternalStore(topDialog.subscribe, topDialog.read);
  // What is outside an open dialog is neither seen nor read out; a place that is there before the message is read out best.
  return (
    <>
      <Region toasts={dialog === null ? toasts : []} takeBack={takeBack} />
      {dialog === null ? null : createPortal(<Region toasts={toasts} takeBack={takeBack} />, dialog)}
    </>
  );
}

interface RegionProps {
  readonly toasts: readonly Toast[];
  readonly takeBack: (toast: Toast) => void;
}

function Region({ toasts, takeBack }: RegionProps) {
  const words = useWords();
  return (
    <div className="toasts" role="status">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className="toast"
          data-kind={toast.kind}
          role={toast.kind === 'trouble' ? 'alert' : undefined}
        >
          <span>{toast.message}</span>
          {toast.undo === undefined ? null : (
            <Button size="compact-sm" variant="default" onClick={() => takeBack(toast)}>
              {words.t('frame.undo')}
            </Button>
          )}
          <CloseButton aria-label={words.t('frame.closeMessage')} onClick={() => dismiss(toast.id)} />
        </div>
      ))}
    </div>
  );
}
