import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { TimeOff } from '../../client/capacity.ts';
import { timeOffQuery } from '../capacity/capacity-queries.ts';
import { capacities } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayAdministerAll } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { membersQuery } from '../queries.ts';
import { DraftButtons } from '../settings/draft-buttons.tsx';
import { useDraft } from '../settings/use-draft.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';

const AddTimeOff = lazy(() => import('../settings/add-time-off.tsx').then((made) => ({ default: made.AddTimeOff })));

/** When the people of a project are away. */
export function AwayPage() {
  const { t } = useWords();
  const me = useMe();
  const project = useProject();
  const members = useQuery(membersQuery(project.id));
  const [personId, choose] = useState(me.id);
  const timeOff = useQuery(timeOffQuery(personId));
  usePageTitle(t('away.title'));
  const others = (members.data ?? []).filter(({ id, isActive }) => id !== me.id && isActive);
  const canChange = me.scope !== 'read' && (personId === me.id || mayAdministerAll(me));
  return (
    <>
      <div>
        <h1>{t('away.title')}</h1>
        <p className="dim">{t('away.lead')}</p>
      </div>
      <NativeSelect
        className="narrow"
        label={t('away.whose')}
        value={String(personId)}
        onChange={(event) => choose(Number(event.currentTarget.value))}
        data={[
          { value: String(me.id), label: t('away.me', { name: me.name }) },
          ...others.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      {canChange ? null : <p className="dim">{t('away.onlyOwn')}</p>}
      {timeOff.isPending ? <Loading /> : null}
      {timeOff.isError ? <Trouble error={timeOff.error} again={timeOff.refetch} /> : null}
      {timeOff.data === undefined ? null : <Editor key={personId} found={timeOff.data} canChange={canChange} />}
    </>
  );
}

function Editor({ found, canChange }: { readonly found: TimeOff; readonly canChange: boolean }) {
  const words = useWords();
  const { t, language } = words;
  const { short, range } = dayFormat(language);
  const { personId, timeOff } = found;
  const draft = useDraft({
    thing: found,
    whole: { timeOff },
    queryKey: timeOffQuery(personId).queryKey,
    send: (version, values: Pick<TimeOff, 'timeOff'>) => capacities.setTimeOff(personId, version, values),
    changes: [['burndown'], ['figures']],
  });
  const rows = draft.values.timeOff.toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
  return (
    <section className="card settings-form" aria-label={t('away.title')}>
      <FormTrouble error={draft.error} />
      {rows.length === 0 ? <p className="dim">{t('away.none')}</p> : null}
      <ul className="rows">
        {rows.map((row) => (
          <li key={`${row.from} ${row.to} ${row.share}`} className="away-row">
            <span>{range(row.from, row.to)}</span>
            <span className="dim">{shareIn(words, row.share)}</span>
            {canChange ? (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('away.removeRange', { days: `${short(row.from)} – ${short(row.to)}` })}
                onClick={() => draft.set({ timeOff: rows.filter((each) => each !== row) })}
              >
                {t('settings.remove')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {canChange ? (
        <>
          <Suspense fallback={<Loading />}>
            <AddTimeOff onAdd={(row) => draft.set({ timeOff: [...rows, row] })} />
          </Suspense>
          <DraftButtons draft={draft} />
        </>
      ) : null}
    </section>
  );
}

function shareIn({ t }: Words, share: number): string {
  if (share === 1) return t('away.whole');
  return share === 0.5 ? t('away.half') : t('away.part', { percent: Math.round(share * 100) });
}
