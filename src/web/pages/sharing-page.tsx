import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { native } from '../native.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { tell, tellTrouble } from '../parts/toast.ts';
import { feedQuery } from '../queries.ts';
import { FeedAddress } from '../settings/feed-address.tsx';
import { momentIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

/** One's own secret address of a project's calendar, and of its charts as pictures. */
export function SharingPage() {
  const words = useWords();
  const { t, language } = words;
  const project = useProject();
  const canChange = useMe().scope !== 'read';
  const queries = useQueryClient();
  const feed = useQuery(feedQuery(project.id));
  const [asking, ask] = useState<'renew' | 'end' | null>(null);
  usePageTitle(t('sharing.title'));
  const onError = (error: unknown) => tellTrouble(words, error);
  const onSettled = () => queries.invalidateQueries({ queryKey: feedQuery(project.id).queryKey });
  const make = useMutation({ mutationFn: () => native.makeFeed(project.id), onError, onSettled });
  const end = useMutation({
    mutationFn: () => native.removeFeed(project.id),
    onSuccess: () => {
      make.reset();
      tell(t('sharing.ended'));
    },
    onError,
    onSettled,
  });
  const createdAt = feed.data?.createdAt ?? null;
  return (
    <>
      <div>
        <h1>{t('sharing.title')}</h1>
        <p className="dim">{t('sharing.lead', { project: project.title })}</p>
      </div>
      {feed.isPending ? <Loading /> : null}
      {feed.isError ? <Trouble error={feed.error} again={feed.refetch} /> : null}
      {make.data === undefined ? null : <FeedAddress project={project} url={make.data.url} />}
      {feed.data === undefined ? null : (
        <section className="card settings-form" aria-label={t('sharing.title')}>
          <p>{createdAt === null ? t('sharing.none') : t('sharing.since', { at: momentIn(language, createdAt) })}</p>
          <p className="dim">{t('sharing.hint')}</p>
          {canChange ? (
            <div className="buttons">
              {createdAt === null ? (
                <Button loading={make.isPending} onClick={() => make.mutate()}>
                  {t('sharing.make')}
                </Button>
              ) : (
                <>
                  <Button variant="default" loading={make.isPending} onClick={() => ask('renew')}>
                    {t('sharing.renew')}
                  </Button>
                  <Button variant="default" loading={end.isPending} onClick={() => ask('end')}>
                    {t('sharing.end')}
                  </Button>
                </>
              )}
            </div>
          ) : null}
        </section>
      )}
      {asking === null ? null : (
        <AskFirst
          question={t(`sharing.${asking}Ask`)}
          deed={t(`sharing.${asking}`)}
          onClose={() => ask(null)}
          onDo={() => (asking === 'renew' ? make.mutate() : end.mutate())}
        />
      )}
    </>
  );
}
