import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { MadeToken, Token } from '../../client/native.ts';
import { native } from '../native.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { SecretBox } from '../parts/secret-box.tsx';
import { tell, tellTrouble } from '../parts/toast.ts';
import { projectsQuery, tokensQuery } from '../queries.ts';
import { CurlLines, TryToken } from '../settings/try-token.tsx';
import { momentIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

const NewTokenDialog = lazy(() =>
  import('../settings/new-token-dialog.tsx').then((made) => ({ default: made.NewTokenDialog })),
);

const scopeWords = { read: 'programs.scopeRead', write: 'programs.scopeWrite', admin: 'programs.scopeAdmin' } as const;

/** The tokens with which programs act for whoever is signed in. */
export function TokensPage() {
  const { t } = useWords();
  const tokens = useQuery(tokensQuery);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeToken | null>(null);
  usePageTitle(t('settings.tokens'));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('settings.tokens')}</h1>
          <p className="dim">{t('programs.tokensLead')}</p>
        </div>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {t('programs.newToken')}
        </Button>
      </div>
      {made === null ? null : (
        <SecretBox name={`${t('programs.token')}: ${made.name}`} secret={made.secret}>
          {made.secret === null ? null : <TryToken secret={made.secret} />}
        </SecretBox>
      )}
      {tokens.isPending ? <Loading /> : null}
      {tokens.isError ? <Trouble error={tokens.error} again={tokens.refetch} /> : null}
      {tokens.data?.length === 0 ? (
        <section className="card empty">
          <h2>{t('programs.noTokens')}</h2>
          <p>{t('programs.noTokensHint')}</p>
          <CurlLines secret={t('programs.yourToken')} />
        </section>
      ) : null}
      {tokens.data === undefined || tokens.data.length === 0 ? null : (
        <section className="card table-box">
          <table className="settings-table stacked">
            <thead>
              <tr>
                <th scope="col">{t('programs.name')}</th>
                <th scope="col">{t('programs.scope')}</th>
                <th scope="col">{t('programs.lastUsed')}</th>
                <th scope="col">{t('programs.expires')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {tokens.data.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {isMaking ? (
        <Suspense>
          <NewTokenDialog onClose={() => setMaking(false)} onMade={setMade} />
        </Suspense>
      ) : null}
    </>
  );
}

function TokenRow({ token }: { readonly token: Token }) {
  const words = useWords();
  const { t, language } = words;
  const queries = useQueryClient();
  const projects = useQuery(projectsQuery);
  const [isAsking, setAsking] = useState(false);
  const { id, name, scope, projectId, lastFour, expiresAt, lastUsedAt, state } = token;
  const revoke = useMutation({
    mutationFn: () => native.revokeToken(id),
    onSuccess: () => tell(t('programs.revoked', { name })),
    onError: (error) => tellTrouble(words, error),
    onSettled: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const moment = (at: string | null) => (at === null ? t('settings.never') : momentIn(language, at));
  const project = projects.data?.find((each) => each.id === projectId);
  return (
    <tr>
      <th scope="row">
        {name}
        <div className="dim numbers">{t('programs.endsIn', { lastFour })}</div>
      </th>
      <td>
        {t(scopeWords[scope])}
        <div className="dim">{projectId === null ? t('programs.everyProject') : (project?.title ?? '')}</div>
      </td>
      <td className="numbers" data-label={t('programs.lastUsed')}>
        {moment(lastUsedAt)}
      </td>
      <td className="numbers" data-label={t('programs.expires')}>
        {moment(expiresAt)}
        {state === 'expired' ? <div className="over">{t('programs.hasEnded')}</div> : null}
      </td>
      <td className="actions">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('programs.revokeNamed', { name })}
          onClick={() => setAsking(true)}
        >
          {t('programs.revoke')}
        </Button>
        {isAsking ? (
          <AskFirst
            question={t('programs.revokeAsk', { name })}
            deed={t('programs.revokeNamed', { name })}
            onClose={() => setAsking(false)}
            onDo={() => revoke.mutate()}
          />
        ) : null}
      </td>
    </tr>
  );
}
