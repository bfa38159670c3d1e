import { Dialog } from '../parts/dialog.tsx';
import { preferences } from '../parts/preferences.ts';
import { useWords } from '../words/use-words.ts';
import { sequences } from './sequences.ts';

/** What keys do. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const rows = [
    { keys: ['Ctrl', 'K'], does: t('activity.keyPalette') },
    ...sequences.map(({ keys, word }) => ({ keys: keys.split(' '), does: t(word) })),
    { keys: ['?'], does: t('activity.keyHelp') },
    { keys: ['Ctrl', 'Z'], does: t('activity.keyUndo') },
    { keys: ['+', '−', '0'], does: t('activity.keyZoom') },
    { keys: ['←', '→'], does: t('activity.keyNudge') },
    { keys: ['Esc'], does: t('activity.keyEscape') },
  ];
  return (
    <Dialog title={t('activity.keysTitle')} onClose={onClose}>
      {preferences().singleKeys ? null : <p className="dim">{t('activity.keysOff')}</p>}
      <table className="keys">
        <tbody>
          {rows.map(({ keys, does }) => (
            <tr key={does}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
