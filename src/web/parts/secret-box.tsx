import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

interface SecretBoxProps {
  readonly name: string;
  /** Null: it was told before, to an answer that was lost. */
  readonly secret: string | null;
  readonly children?: ReactNode;
}

/** A secret that is told this once, and what to do with it. */
export function SecretBox({ name, secret, children }: SecretBoxProps) {
  const { t } = useWords();
  const clipboard = useClipboard();
  return (
    <section className="card secret" aria-label={name} role="status">
      <strong>{name}</strong>
      {secret === null ? (
        <p>{t('settings.secretLost')}</p>
      ) : (
        <>
          <p>{t('settings.shownOnce')}</p>
          <code>{secret}</code>
          <div className="buttons">
            <Button variant="default" size="compact-sm" onClick={() => clipboard.copy(secret)}>
              {clipboard.copied ? t('settings.copied') : t('settings.copy')}
            </Button>
          </div>
          {children}
        </>
      )}
    </section>
  );
}
