import { Link, Outlet } from '@tanstack/react-router';
import { SideNav } from '../settings/side-nav.tsx';
import { useWords } from '../words/use-words.ts';
import '../styles/settings.css';

/** What belongs to whoever is signed in: its sections, and the one that is shown. */
export function MePage() {
  const { t } = useWords();
  const links = (
    <>
      <Link to="/me/preferences">{t('settings.preferences')}</Link>
      <Link to="/me/tokens">{t('settings.tokens')}</Link>
    </>
  );
  return (
    <SideNav label={t('settings.mine')} links={links}>
      <Outlet />
    </SideNav>
  );
}
