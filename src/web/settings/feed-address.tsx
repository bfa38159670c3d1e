import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Project } from '../../client/native.ts';
import { SecretBox } from '../parts/secret-box.tsx';
import { currentIteration, iterationsOf } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

interface FeedAddressProps {
  readonly project: Project;
  /** Ends in .ics; null: it was told before, to an answer that was lost. */
  readonly url: string | null;
}

/** A new address, told this once: to subscribe to, and what else stands under it. */
export function FeedAddress({ project, url }: FeedAddressProps) {
  const { t } = useWords();
  return (
    <SecretBox name={t('sharing.secret')} secret={url}>
      {url === null ? null : (
        <>
          <a href={url.replace(/^https?:/, 'webcal:')}>{t('sharing.subscribe')}</a>
          <Pictures project={project} base={url.replace(/\.ics$/, '')} />
        </>
      )}
    </SecretBox>
  );
}

function Pictures({ project, base }: { readonly project: Project; readonly base: string }) {
  const { t } = useWords();
  const clipboard = useClipboard();
  const iterations = useQuery(iterationsOf(project.id));
  const current = currentIteration(iterations.data ?? []);
  const ofIteration =
    current === undefined
      ? []
      : (['burndown', 'burnup'] as const).map((kind) => ({
          name: t(`sharing.${kind}`, { title: current.title }),
          address: `${base}/iterations/${current.id}/${kind}.svg`,
        }));
  const pictures = [...ofIteration, { name: t('sharing.velocity'), address: `${base}/velocity.svg` }];
  return (
    <>
      <h2>{t('sharing.pictures')}</h2>
      <p className="dim">{t('sharing.picturesLead')}</p>
      {pictures.map(({ name, address }) => (
        <div key={address} className="picture-link">
          <a href={address}>{name}</a>
          <code className="code">{address}</code>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('sharing.copyNamed', { name })}
            onClick={() => clipboard.copy(address)}
          >
            {t('settings.copy')}
          </Button>
        </div>
      ))}
      <p className="dim">{t('sharing.look')}</p>
    </>
  );
}
