import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { projectsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { Disclosure } from './disclosure.tsx';

/** Which project this is, and the way to the others. */
export function ProjectSwitcher({ current }: { readonly current: string | undefined }) {
  const words = useWords();
  const projects = useQuery(projectsQuery);
  const shown = projects.data?.find(({ key }) => key === current)?.title ?? words.t('frame.allProjects');
  return (
    <Disclosure
      className="project-switcher"
      label={`${words.t('frame.chooseProject')}: ${shown}`}
      button={
        <>
          <span>{shown}</span>
          <IconChevronDown size={14} aria-hidden />
        </>
      }
    >
      {(projects.data ?? []).map(({ key, title }) => (
        <Link key={key} to="/p/$project/iterations" params={{ project: key }}>
          {title}
          <span className="key">{key}</span>
        </Link>
      ))}
      <Link to="/projects">{words.t('frame.allProjects')}</Link>
    </Disclosure>
  );
}
