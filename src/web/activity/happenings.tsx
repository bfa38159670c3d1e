import { Button } from '@mantine/core';
import { type InfiniteData, type UseInfiniteQueryResult, useQuery } from '@tanstack/react-query';
import type { ActivityPage, Project } from '../../client/native.ts';
import { membersQuery, statusesQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { HappeningRow } from './happening-row.tsx';
import '../styles/settings.css';

interface HappeningsProps {
  readonly project: Project;
  readonly found: UseInfiniteQueryResult<InfiniteData<ActivityPage>>;
}

/** What happened, newest first, page by page. */
export function Happenings({ project, found }: HappeningsProps) {
  const { t } = useWords();
  const members = useQuery(membersQuery(project.id));
  const statuses = useQuery(statusesQuery(project.id));
  const nameOf = (field: string, id: number) => {
    const known = field === 'statusId' ? statuses.data : field === 'assigneeId' ? members.data : undefined;
    return known?.find((each) => each.id === id)?.name ?? null;
  };
  return (
    <>
      <section className="card">
        <ol className="rows">
          {(found.data?.pages ?? []).flatMap(({ activity }) =>
            activity.map((happening) => (
              <HappeningRow key={happening.sequence} project={project} happening={happening} nameOf={nameOf} />
            )),
          )}
        </ol>
      </section>
      {found.hasNextPage ? (
        <div>
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('settings.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
