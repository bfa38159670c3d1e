import { Link, Outlet } from '@tanstack/react-router';
import { mayAdminister } from '../parts/may-plan.ts';
import { useMe, useProject } from '../parts/place.ts';
import { SideNav } from '../settings/side-nav.tsx';
import { useWords } from '../words/use-words.ts';
import '../styles/settings.css';

/** The settings of a project: its sections, and the one that is shown. */
export function SettingsPage() {
  const { t } = useWords();
  const { id, key: project } = useProject();
  const isAdmin = mayAdminister(useMe(), id);
  const links = (
    <>
      <Link to="/p/$project/settings" params={{ project }} activeOptions={{ exact: true }}>
        {t('settings.general')}
      </Link>
      <Link to="/p/$project/settings/cadence" params={{ project }}>
        {t('cadence.title')}
      </Link>
      <Link to="/p/$project/settings/rules" params={{ project }}>
        {t('rules.title')}
      </Link>
      <Link to="/p/$project/settings/policies" params={{ project }}>
        {t('policies.title')}
      </Link>
      <Link to="/p/$project/settings/statuses" params={{ project }}>
        {t('statuses.title')}
      </Link>
      <Link to="/p/$project/settings/calendar" params={{ project }}>
        {t('settings.calendar')}
      </Link>
      <Link to="/p/$project/settings/team" params={{ project }}>
        {t('team.title')}
      </Link>
      <Link to="/p/$project/settings/away" params={{ project }}>
        {t('away.title')}
      </Link>
      <Link to="/p/$project/settings/members" params={{ project }}>
        {t('settings.members')}
      </Link>
      <Link to="/p/$project/settings/programs" params={{ project }}>
        {t('programs.title')}
      </Link>
      <Link to="/p/$project/settings/sharing" params={{ project }}>
        {t('sharing.title')}
      </Link>
      {isAdmin ? (
        <Link to="/p/$project/settings/webhooks" params={{ project }}>
          {t('settings.webhooks')}
        </Link>
      ) : null}
    </>
  );
  return (
    <SideNav label={t('settings.sections')} links={links}>
      <Outlet />
    </SideNav>
  );
}
