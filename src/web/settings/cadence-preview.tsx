import type { Cadence, NewCadence } from '../../client/cadence.ts';
import type { Project } from '../../client/native.ts';
import { dayFormat, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { nextWindows } from './next-windows.ts';

interface CadencePreviewProps {
  readonly project: Project;
  readonly rhythm: NewCadence;
  readonly slots: Cadence['slots'];
}

/** The iterations that there will be, those that are made already among them. */
export function CadencePreview({ project, rhythm, slots }: CadencePreviewProps) {
  const { t, language } = useWords();
  const today = todayIn(project.zone);
  const { range } = dayFormat(language);
  const made = slots.filter(
    ({ end, iterationId, status }) => end >= today && iterationId !== null && status !== 'removed',
  );
  const rows = [
    ...made.map(({ start, end, title }) => ({ start, end, title, isMade: true })),
    ...nextWindows(rhythm, slots, today).map((window) => ({ ...window, isMade: false })),
  ];
  return (
    <section className="card settings-width" aria-labelledby="preview">
      <h2 id="preview">{t('cadence.preview')}</h2>
      <table className="settings-table stacked">
        <thead>
          <tr>
            <th scope="col">{t('cadence.iteration')}</th>
            <th scope="col">{t('cadence.days')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ start, end, title, isMade }) => (
            <tr key={start}>
              <th scope="row">{title}</th>
              <td>{range(start, end)}</td>
              <td className="dim">{isMade ? '' : t('cadence.willBeMade')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim">{t('cadence.previewHint')}</p>
    </section>
  );
}
