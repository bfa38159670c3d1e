import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Health } from '../../client/administration.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { healthQuery } from '../queries.ts';
import { useWords, type Words } from '../words/use-words.ts';

/** Whether the server is well, and which Timebox it is. */
export function HealthPage() {
  const { t } = useWords();
  const health = useQuery(healthQuery);
  usePageTitle(t('administration.health'));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('administration.health')}</h1>
          <p className="dim">{t('administration.healthLead')}</p>
        </div>
        <Button variant="default" loading={health.isFetching} onClick={() => void health.refetch()}>
          {t('administration.again')}
        </Button>
      </div>
      {health.isPending ? <Loading /> : null}
      {health.isError ? <Trouble error={health.error} again={health.refetch} /> : null}
      {health.data === undefined ? null : <Found health={health.data} />}
    </>
  );
}

const told = { ok: 'administration.well', warn: 'administration.warned', fail: 'administration.failed' } as const;

function Found({ health: { version, level, groups } }: { readonly health: Health }) {
  const { t } = useWords();
  return (
    <>
      <p>
        <strong className={level === 'ok' ? undefined : 'over'}>{t(told[level])}</strong>{' '}
        <span className="dim">{t('administration.version', { version })}</span>
      </p>
      {groups.map(({ name, findings }) => (
        <section key={name} className="card" aria-labelledby={`health-${name}`}>
          <h2 id={`health-${name}`}>{groupWord(t, name)}</h2>
          <ul className="rows">
            {findings.map((finding) => (
              <li key={finding.text} className="finding">
                <span className={finding.level === 'ok' ? 'dim' : 'over'}>
                  {t(`administration.level.${finding.level}`)}
                </span>
                {/* What the doctor says, in its own language. */}
                <span lang="en">
                  {finding.text}
                  {finding.fix === undefined ? null : <span className="dim">{` → ${finding.fix}`}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function groupWord(t: Words['t'], name: string): string {
  const words: Readonly<Record<string, string>> = t('administration.group', { returnObjects: true });
  return words[name] ?? name;
}
