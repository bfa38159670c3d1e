import { Link } from '@tanstack/react-router';
import type { Cadence } from '../../client/cadence.ts';
import type { Project } from '../../client/native.ts';
import { dayFormat, momentIn } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';

interface CadenceHistoryProps {
  readonly project: Project;
  readonly found: Cadence;
}

type Slot = Cadence['slots'][number];

/** What a cadence has made, what it will do to that by itself and when, and what it could not do. */
export function CadenceHistory({ project, found }: CadenceHistoryProps) {
  const words = useWords();
  const { t, language } = words;
  const { range } = dayFormat(language);
  return (
    <section className="card" aria-labelledby="made">
      <h2 id="made">{t('cadence.history')}</h2>
      {found.trouble === null ? null : <p className="over">{troubleIn(words, found.trouble)}</p>}
      {found.slots.length === 0 ? <p className="dim">{t('cadence.nothingMade')}</p> : null}
      {found.slots.length === 0 ? null : (
        <table className="settings-table stacked">
          <thead>
            <tr>
              <th scope="col">{t('cadence.days')}</th>
              <th scope="col">{t('cadence.iteration')}</th>
              <th scope="col">{t('cadence.itself')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slots.toReversed().map((slot) => (
              <tr key={slot.start}>
                <th scope="row">{range(slot.start, slot.end)}</th>
                <td>
                  <Made project={project} slot={slot} />
                </td>
                <td>
                  {slot.startsAt === null ? null : (
                    <div>{t('cadence.startsAt', { at: momentIn(language, slot.startsAt) })}</div>
                  )}
                  {slot.closesAt === null ? null : (
                    <div>{t('cadence.closesAt', { at: momentIn(language, slot.closesAt) })}</div>
                  )}
                  {slot.trouble === null ? null : <div className="over">{troubleIn(words, slot.trouble)}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <Link to="/p/$project/activity" params={{ project: project.key }} search={{ kind: 'cadence.planned' }}>
          {t('cadence.log')}
        </Link>
      </p>
    </section>
  );
}

function Made({ project, slot }: { readonly project: Project; readonly slot: Slot }) {
  const { t } = useWords();
  const { skipped, iterationId, title, status } = slot;
  if (skipped === 'overlap' || skipped === 'no working day') {
    return <span className="dim">{t(`cadence.skipped.${skipped}`)}</span>;
  }
  if (iterationId === null || status === 'removed') return <span className="dim">{t('cadence.removed')}</span>;
  return (
    <Link to="/p/$project/iterations/$iteration" params={{ project: project.key, iteration: iterationId }}>
      {title}
    </Link>
  );
}

function troubleIn({ t, language }: Words, trouble: NonNullable<Slot['trouble']>): string {
  return t('cadence.trouble', { reason: trouble.reason, at: momentIn(language, trouble.nextAttemptAt) });
}
