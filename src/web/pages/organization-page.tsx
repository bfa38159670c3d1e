import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Organization } from '../../client/administration.ts';
import { administration } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { NameField } from '../parts/name-field.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { ZoneField } from '../parts/zone-field.tsx';
import { organizationQuery } from '../queries.ts';
import { DraftButtons } from '../settings/draft-buttons.tsx';
import { useDraft } from '../settings/use-draft.ts';
import { dayFormat, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

/** What an organization is called, and where its midnight is. */
export function OrganizationPage() {
  const { t } = useWords();
  const found = useQuery(organizationQuery);
  usePageTitle(t('administration.title'));
  return (
    <>
      <h1>{t('administration.title')}</h1>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <Trouble error={found.error} again={found.refetch} /> : null}
      {found.data === undefined ? null : <Editor found={found.data} />}
    </>
  );
}

function Editor({ found }: { readonly found: Organization }) {
  const { t } = useWords();
  const { name, zone, slug, projectsInZone } = found;
  const draft = useDraft({
    thing: found,
    whole: { name, zone },
    queryKey: organizationQuery.queryKey,
    send: (version, values: Pick<Organization, 'name' | 'zone'>) =>
      administration.changeOrganization(version, { name: values.name.trim(), zone: values.zone.trim() }),
    // The beginning of every key: whatever is counted by days may be other than it was.
    changes: [[]],
  });
  const { values, set } = draft;
  const wanted = values.zone.trim();
  return (
    <section className="card settings-form" aria-label={t('administration.title')}>
      <FormTrouble error={draft.error} />
      <NameField label={t('setup.organization')} value={values.name} onChange={(name) => set({ name })} />
      <ZoneField
        description={t('setup.zoneHint')}
        isRequired
        label={t('settings.zone')}
        value={values.zone}
        onChange={(next) => set({ zone: next })}
      />
      {wanted === zone || wanted === '' ? (
        <p className="dim">{t('administration.zoneOf', { count: projectsInZone })}</p>
      ) : (
        <Alert variant="outline" color="orange" role="status" title={t('administration.zoneWarning', { zone: wanted })}>
          <ZoneChange from={zone} to={wanted} projectsInZone={projectsInZone} />
        </Alert>
      )}
      <dl className="fixed-facts">
        <dt>{t('administration.slug')}</dt>
        <dd>
          <strong>{slug}</strong> <span className="dim">{t('administration.slugHint')}</span>
        </dd>
      </dl>
      <DraftButtons draft={draft} isFit={values.name.trim() !== '' && wanted !== ''} />
    </section>
  );
}

interface ZoneChangeProps {
  readonly from: string;
  readonly to: string;
  readonly projectsInZone: number;
}

/** What becomes other than it was with another midnight, and what does not. */
function ZoneChange({ from, to, projectsInZone }: ZoneChangeProps) {
  const { t, language } = useWords();
  const [now, next] = [dayIn(from), dayIn(to)];
  const { long } = dayFormat(language);
  return (
    <ul className="plain-list">
      <li>{t('administration.zoneMoves', { count: projectsInZone })}</li>
      {now === null || next === null || now === next ? null : (
        <li>{t('administration.zoneToday', { now: long(now), next: long(next) })}</li>
      )}
      <li>{t('administration.zoneKeeps')}</li>
    </ul>
  );
}

/** Which day it is in a zone; null while what is typed names none. */
function dayIn(zone: string): string | null {
  try {
    return todayIn(zone);
  } catch {
    return null;
  }
}
