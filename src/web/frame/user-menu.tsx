import { IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Me } from '../../client/native.ts';
import { docsAddress } from '../address.ts';
import { mayAdministerAll } from '../parts/may-plan.ts';
import { useWords } from '../words/use-words.ts';
import { Disclosure } from './disclosure.tsx';
import { useSignOut } from './use-sign-out.ts';

/** Who is signed in, what belongs to them, and the way out. */
export function UserMenu({ me }: { readonly me: Me }) {
  const { t } = useWords();
  const signOut = useSignOut();
  return (
    <Disclosure
      className="to-the-left"
      label={t('frame.signedInAs', { name: me.name })}
      button={<IconUserCircle size={20} aria-hidden />}
    >
      <strong>{me.name}</strong>
      <Link to="/me/preferences">{t('settings.preferences')}</Link>
      <Link to="/me/tokens">{t('settings.tokens')}</Link>
      {mayAdministerAll(me) ? <Link to="/admin/people">{t('administration.title')}</Link> : null}
      <a href={docsAddress}>{t('frame.apiDocs')}</a>
      <button type="button" onClick={signOut}>
        {t('frame.signOut')}
      </button>
    </Disclosure>
  );
}
