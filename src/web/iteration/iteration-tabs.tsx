import { Link } from '@tanstack/react-router';
import type { Iteration, Project } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';
import { type IterationSearch, tabs } from './iteration-search.ts';

interface IterationTabsProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly search: IterationSearch;
}

/** Links to the parts of an iteration's page, and to the pages that tell more of it. */
export function IterationTabs({ project, iteration, search }: IterationTabsProps) {
  const words = useWords();
  const tab = search.tab ?? 'overview';
  return (
    <nav className="tabs" aria-label={words.t('iteration.tabs')}>
      {tabs.map((each) => (
        <Link
          key={each}
          to="/p/$project/iterations/$iteration"
          params={{ project: project.key, iteration: iteration.id }}
          search={each === tab ? search : each === 'overview' ? {} : { tab: each }}
          activeOptions={{ exact: true }}
        >
          {words.t(`iteration.tab.${each}`)}
        </Link>
      ))}
      {iteration.startedAt === null ? null : (
        <>
          {iteration.status === 'active' ? null : (
            <Link
              to="/p/$project/iterations/$iteration/report"
              params={{ project: project.key, iteration: iteration.id }}
            >
              {words.t('report.open')}
            </Link>
          )}
          <Link
            to="/p/$project/iterations/$iteration/profiles"
            params={{ project: project.key, iteration: iteration.id }}
          >
            {words.t('profiles.title')}
          </Link>
        </>
      )}
    </nav>
  );
}
