import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconLanguage, IconMenu2, IconMoon, IconSun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Me } from '../../client/native.ts';
import icon from '../icon.svg';
import { AwayBar } from '../live/away-bar.tsx';
import { LiveDot } from '../live/live-dot.tsx';
import { useLive } from '../live/use-live.ts';
import { projectsQuery } from '../queries.ts';
import { chooseLanguage, languages } from '../words/language.ts';
import { useWords } from '../words/use-words.ts';
import { Disclosure } from './disclosure.tsx';
import { places } from './places.ts';
import { ProjectSwitcher } from './project-switcher.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { UserMenu } from './user-menu.tsx';

/** The bar at the top: the project, its places, and what belongs to whoever looks at them. */
export function Header({ me }: { readonly me: Me }) {
  const { project } = useParams({ strict: false });
  const live = useLive();
  const projects = useQuery(projectsQuery);
  // An address can name a project that there is none of: it has no places.
  const isKnown = projects.data === undefined || projects.data.some((each) => each.key === project);
  const key = isKnown ? project : undefined;
  return (
    <>
      <header className="header">
        <Brand />
        <ProjectSwitcher current={key} />
        {key === undefined ? <span className="places" /> : <Places project={key} />}
        <Shortcuts project={key} />
        <LiveDot state={live} />
        <LanguageButton />
        <ThemeButton />
        <UserMenu me={me} />
        {key === undefined ? null : <PlacesMenu project={key} />}
      </header>
      <AwayBar state={live} />
    </>
  );
}

/** The same, before anybody has signed in. */
export function PlainHeader() {
  return (
    <header className="header">
      <Brand />
      <span className="places" />
      <LanguageButton />
      <ThemeButton />
    </header>
  );
}

function Brand() {
  return (
    <Link to="/" className="brand" aria-label="Timebox">
      <img src={icon} alt="" width={24} height={24} />
      <span className="brand-name">Timebox</span>
    </Link>
  );
}

function Places({ project }: { readonly project: string }) {
  const words = useWords();
  return (
    <nav className="places" aria-label={words.t('frame.main')}>
      {places.map(({ to, word }) => (
        <Link key={to} to={to} params={{ project }}>
          {words.t(word)}
        </Link>
      ))}
    </nav>
  );
}

/** The places again, folded up, where the bar is too narrow for them. */
function PlacesMenu({ project }: { readonly project: string }) {
  const words = useWords();
  return (
    <Disclosure
      className="places-menu to-the-left"
      label={words.t('frame.menu')}
      button={<IconMenu2 size={20} aria-hidden />}
    >
      {places.map(({ to, word }) => (
        <Link key={to} to={to} params={{ project }}>
          {words.t(word)}
        </Link>
      ))}
    </Disclosure>
  );
}

function LanguageButton() {
  const { language } = useWords();
  const other = language === 'en' ? 'ru' : 'en';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--text)"
      lang={other}
      aria-label={languages[other]}
      title={languages[other]}
      onClick={() => void chooseLanguage(other)}
    >
      <IconLanguage size={20} aria-hidden />
    </ActionIcon>
  );
}

function ThemeButton() {
  const words = useWords();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const name = isDark ? words.t('frame.lightTheme') : words.t('frame.darkTheme');
  const Icon = isDark ? IconSun : IconMoon;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--text)"
      aria-label={name}
      title={name}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  );
}
