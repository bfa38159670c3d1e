import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import type { Me } from '../../client/native.ts';
import { homeAddress } from '../address.ts';
import icon from '../icon.svg';
import { native } from '../native.ts';
import { useLanguage } from '../words/language.tsx';
import { Link } from './link.tsx';

interface ShellProps {
  readonly me: Me | null;
  readonly children: ReactNode;
}

/** What stands around every page: the way home, language, colours, and who is signed in. */
export function Shell({ me, children }: ShellProps) {
  const { words, change } = useLanguage();
  const main = useRef<HTMLElement>(null);
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      <a className="skip" href={`${location.pathname}#content`} onClick={skip}>
        {words.skipToContent}
      </a>
      <header className="header">
        <Link to={homeAddress} className="brand">
          <img src={icon} alt="" width={24} height={24} />
          Timebox
        </Link>
        {me === null ? null : <span className="who">{me.name}</span>}
        <Button size="xs" variant="subtle" color="gray" c="var(--text)" onClick={change}>
          <span lang={words.language === 'en' ? 'ru' : 'en'}>{words.otherLanguage}</span>
        </Button>
        <ThemeButton />
        {me === null ? null : <SignOutButton />}
      </header>
      <main id="content" ref={main} tabIndex={-1} className="content">
        {children}
      </main>
    </>
  );
}

function ThemeButton() {
  const { words } = useLanguage();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--text)"
      size="md"
      aria-label={isDark ? words.lightTheme : words.darkTheme}
      title={isDark ? words.lightTheme : words.darkTheme}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      <svg
        width="18"
        height="18"
        viewBox="0 0 18 18"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      >
        {isDark ? (
          <path
            strokeLinecap="round"
            d="M9 5.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8ZM9 1v1.6M9 15.4V17M1 9h1.6M15.4 9H17M3.3 3.3l1.2 1.2M13.5 13.5l1.2 1.2M14.7 3.3l-1.2 1.2M4.5 13.5l-1.2 1.2"
          />
        ) : (
          <path strokeLinejoin="round" d="M15 11.2A6.6 6.6 0 0 1 6.8 3a6.6 6.6 0 1 0 8.2 8.2Z" />
        )}
      </svg>
    </ActionIcon>
  );
}

function SignOutButton() {
  const { words } = useLanguage();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: native.signOut,
    onSuccess: () => {
      queries.setQueryData(['session'], { me: null });
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  });
  return (
    <Button size="xs" variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
      {words.signOut}
    </Button>
  );
}
