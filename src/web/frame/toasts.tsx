import { Button, CloseButton } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { dismiss, toastStore } from '../parts/toast.ts';
import { useKeys } from '../parts/use-keys.ts';
import { useWords } from '../words/use-words.ts';

/** What was done and what went wrong, in the corner; read out, and the last way back is Ctrl Z as well. */
export function Toasts() {
  const words = useWords();
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  const last = toasts.findLast(({ undo }) => undo !== undefined);
  const takeBack = (toast: typeof last) => {
    if (toast === undefined) return;
    dismiss(toast.id);
    toast.undo?.();
  };
  useKeys(last === undefined ? {} : { '$mod+z': () => takeBack(last) });
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
