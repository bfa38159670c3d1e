import { ActionIcon } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useKeys } from '../parts/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { sequences } from './sequences.ts';

const Palette = lazy(() => import('./palette.tsx').then((made) => ({ default: made.Palette })));
const KeysDialog = lazy(() => import('./keys-dialog.tsx').then((made) => ({ default: made.KeysDialog })));

/** The palette and the list of keys, by button and by key; and the keys that lead to places of the project. */
export function Shortcuts({ project }: { readonly project: string | undefined }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const toPalette = () => setOpen('palette');
  const toPlaces =
    project === undefined
      ? []
      : sequences.map(({ keys, to }) => [keys, () => void navigate({ to, params: { project } })] as const);
  useKeys({ '$mod+k': toPalette, 'Shift+?': () => setOpen('keys'), ...Object.fromEntries(toPlaces) });
  const close = () => setOpen(null);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--text)"
        aria-label={t('activity.palette')}
        title={`${t('activity.palette')} (Ctrl K)`}
        onClick={toPalette}
      >
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
      <ActionIcon
        className="keys-button"
        variant="subtle"
        color="gray"
        c="var(--text)"
        aria-label={t('keys.button')}
        title={`${t('keys.button')} (?)`}
        onClick={() => setOpen('keys')}
      >
        <IconKeyboard size={20} aria-hidden />
      </ActionIcon>
      <Suspense>
        {open === 'palette' ? <Palette project={project} onClose={close} /> : null}
        {open === 'keys' ? <KeysDialog onClose={close} /> : null}
      </Suspense>
    </>
  );
}
