import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Calendar } from '../../client/native.ts';
import { Loading } from '../parts/loading.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

type SpecialDay = Calendar['days'][number];

const AddSpecialDay = lazy(() => import('./add-special-day.tsx').then((made) => ({ default: made.AddSpecialDay })));

interface SpecialDaysProps {
  readonly days: readonly SpecialDay[];
  /** Those of the organization that nothing here speaks against. */
  readonly inherited: readonly SpecialDay[];
  readonly canChange: boolean;
  readonly onChange: (days: readonly SpecialDay[]) => void;
}

/** Days that do not follow the week: holidays, and weekends that are worked. */
export function SpecialDays({ days, inherited, canChange, onChange }: SpecialDaysProps) {
  const { t, language } = useWords();
  const { long } = dayFormat(language);
  const rows = [
    ...days.map((each) => ({ ...each, isOwn: true })),
    ...inherited.map((each) => ({ ...each, isOwn: false })),
  ].toSorted((a, b) => a.day.localeCompare(b.day));
  return (
    <section className="card settings-form" aria-labelledby="special-days">
      <h2 id="special-days">{t('settings.daysOff')}</h2>
      {rows.length === 0 ? <p className="dim">{t('settings.noDaysOff')}</p> : null}
      {rows.length === 0 ? null : (
        <table className="settings-table stacked">
          <thead>
            <tr>
              <th scope="col">{t('settings.day')}</th>
              <th scope="col">{t('settings.dayName')}</th>
              <th scope="col">{t('settings.dayKind')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ day, name, isWorking, isOwn }) => (
              <tr key={day}>
                <th scope="row">{long(day)}</th>
                <td>{name}</td>
                <td>{isWorking ? t('settings.worked') : t('settings.holiday')}</td>
                <td className="actions">
                  {isOwn && canChange ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('settings.removeNamed', { name })}
                      onClick={() => onChange(days.filter((each) => each.day !== day))}
                    >
                      {t('settings.remove')}
                    </Button>
                  ) : null}
                  {isOwn ? null : <span className="dim">{t('settings.inherited')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {canChange ? (
        <Suspense fallback={<Loading />}>
          <AddSpecialDay days={days} onAdd={(day) => onChange([...days, day])} />
        </Suspense>
      ) : null}
    </section>
  );
}
