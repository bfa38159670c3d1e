import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Words } from '../words/use-words.ts';
import { troubleText } from './trouble-text.ts';

/** Long enough to read it, find the button, and decide. */
const undoMs = 10_000;

/** Says what was done, beside the page; with a way back, if there is one. */
export function tell(words: Words, message: string, undo?: () => void): void {
  const id = crypto.randomUUID();
  const takeBack = () => {
    notifications.hide(id);
    undo?.();
  };
  notifications.show({
    id,
    autoClose: undo === undefined ? 5000 : undoMs,
    closeButtonProps: { 'aria-label': words.t('frame.closeMessage') },
    message: (
      <div className="toast">
        <span>{message}</span>
        {undo === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={takeBack}>
            {words.t('frame.undo')}
          </Button>
        )}
      </div>
    ),
  });
}

/** Says what went wrong; it stays until it is closed. */
export function tellTrouble(words: Words, error: unknown): void {
  notifications.show({
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': words.t('frame.closeMessage') },
    message: troubleText(words, error),
  });
}
