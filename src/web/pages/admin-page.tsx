import { Link, Outlet } from '@tanstack/react-router';
import { mayAdministerAll } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import { SideNav } from '../settings/side-nav.tsx';
import { useWords } from '../words/use-words.ts';
import '../styles/settings.css';

/** What belongs to the organization: its sections, and the one that is shown; for its administrators. */
export function AdminPage() {
  const { t } = useWords();
  if (!mayAdministerAll(useMe())) {
    return (
      <div className="stack">
        <h1>{t('administration.title')}</h1>
        <p>{t('administration.onlyAdmins')}</p>
        <Link to="/projects">{t('frame.toHome')}</Link>
      </div>
    );
  }
  const links = (
    <>
      <Link to="/admin/people">{t('administration.people')}</Link>
      <Link to="/admin/organization">{t('settings.general')}</Link>
      <Link to="/admin/calendar">{t('settings.calendar')}</Link>
      <Link to="/admin/health">{t('administration.health')}</Link>
    </>
  );
  return (
    <SideNav label={t('administration.sections')} links={links}>
      <Outlet />
    </SideNav>
  );
}
