import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { activityKinds, kindWord } from '../activity/activity-kinds.ts';
import { Happenings } from '../activity/happenings.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { activityQuery, membersQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import '../styles/settings.css';

const route = getRouteApi('/p/$project/activity');

/** Who did what in a project, newest first. */
export function ActivityPage() {
  const { t } = useWords();
  const project = useProject();
  const { kind, actor } = route.useSearch();
  const navigate = route.useNavigate();
  const members = useQuery(membersQuery(project.id));
  const found = useInfiniteQuery(
    activityQuery(project.id, {
      ...(kind === undefined ? {} : { kind }),
      ...(actor === undefined ? {} : { actor: String(actor) }),
    }),
  );
  usePageTitle(t('activity.title'));
  const filter = (change: { kind?: string | undefined; actor?: number | undefined }) =>
    void navigate({ search: (was) => ({ ...was, ...change }), replace: true });
  const isFiltered = kind !== undefined || actor !== undefined;
  const rows = found.data?.pages.flatMap(({ activity }) => activity);
  return (
    <div className="stack">
      <h1>{t('activity.title')}</h1>
      <div className="inline-form filters">
        <NativeSelect
          label={t('activity.kind')}
          value={kind ?? ''}
          onChange={({ currentTarget: { value } }) => filter({ kind: value === '' ? undefined : value })}
          data={[
            { value: '', label: t('activity.allKinds') },
            ...activityKinds.map((each) => ({ value: each, label: kindWord(t, each) })),
          ]}
        />
        <NativeSelect
          label={t('activity.actor')}
          value={String(actor ?? '')}
          onChange={({ currentTarget: { value } }) => filter({ actor: value === '' ? undefined : Number(value) })}
          data={[
            { value: '', label: t('activity.everybody') },
            ...(members.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      </div>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <Trouble error={found.error} again={found.refetch} /> : null}
      {rows?.length === 0 ? (
        <section className="card stack">
          <p>{isFiltered ? t('activity.noneFiltered') : t('activity.none')}</p>
          {isFiltered ? (
            <div>
              <Button variant="default" onClick={() => filter({ kind: undefined, actor: undefined })}>
                {t('activity.clear')}
              </Button>
            </div>
          ) : null}
        </section>
      ) : null}
      {rows === undefined || rows.length === 0 ? null : <Happenings project={project} found={found} />}
    </div>
  );
}
