import { Link } from '@tanstack/react-router';
import { Dialog } from '../parts/dialog.tsx';
import { preferences } from '../parts/preferences.ts';
import { useWords } from '../words/use-words.ts';
import { sequences } from './sequences.ts';

/** Where keys do something, and which do what: `keys` that do the same have a bar between them. */
const sheet = [
  {
    where: 'keys.everywhere',
    rows: [
      { keys: 'Ctrl K', does: 'keys.palette' },
      ...sequences.map(({ keys, word }) => ({ keys, does: word })),
      { keys: '?', does: 'keys.help' },
      { keys: 'Ctrl Z', does: 'keys.undo' },
      { keys: 'Esc', does: 'keys.escape' },
    ],
  },
  {
    where: 'frame.planning',
    rows: [
      { keys: '/', does: 'keys.filter' },
      { keys: 'j | ↓', does: 'keys.next' },
      { keys: 'k | ↑', does: 'keys.previous' },
      { keys: '← | →', does: 'keys.beside' },
      { keys: 'x', does: 'keys.choose' },
      { keys: 'Shift ↑ | Shift ↓', does: 'keys.extend' },
      { keys: 'm', does: 'keys.move' },
      { keys: 'Shift ← | Shift →', does: 'keys.moveBeside' },
      { keys: 'Alt ↑ | Alt ↓', does: 'keys.reorder' },
      { keys: 'Enter | e', does: 'keys.open' },
      { keys: 'n', does: 'keys.newItem' },
      { keys: 'Shift N', does: 'keys.newIteration' },
    ],
  },
  {
    where: 'frame.iteration',
    rows: [
      { keys: '[ | ]', does: 'keys.neighbour' },
      { keys: 'e', does: 'keys.edit' },
      { keys: 's', does: 'keys.start' },
      { keys: 'Shift S', does: 'keys.close' },
    ],
  },
  {
    where: 'frame.timeline',
    rows: [
      { keys: '+ | −', does: 'keys.zoom' },
      { keys: '0', does: 'keys.today' },
      { keys: '← | →', does: 'keys.nudge' },
      { keys: 'Shift ← | Shift →', does: 'keys.stretch' },
      { keys: 'Shift N', does: 'keys.newIteration' },
    ],
  },
] as const;

/** What keys do. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t('keys.title')} size="lg" onClose={onClose}>
      <p className="dim">
        {t(preferences().singleKeys ? 'keys.on' : 'keys.off')}{' '}
        <Link to="/me/preferences" onClick={onClose}>
          {t('settings.preferences')}
        </Link>
      </p>
      <div className="keys-sheet">
        {sheet.map(({ where, rows }) => (
          <section key={where}>
            <h3>{t(where)}</h3>
            <dl className="keys">
              {rows.map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    <Keys of={keys} />
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Keys({ of }: { readonly of: string }) {
  return of.split(' | ').map((way) => (
    <span key={way} className="keys-way">
      {way.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  ));
}
