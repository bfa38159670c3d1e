import { Link } from '@tanstack/react-router';
import { useContext } from 'react';
import { usePageTitle } from '../parts/page-title.ts';
import { ProjectContext } from '../parts/place.ts';
import { useWords } from '../words/use-words.ts';

/** For an address that leads nowhere, with the ways to what there is. */
export function NotFoundPage() {
  const words = useWords();
  const project = useContext(ProjectContext);
  usePageTitle(words.t('frame.notFound'));
  return (
    <div className="stack">
      <h1>{words.t('frame.notFound')}</h1>
      <p>{words.t('frame.notFoundHint')}</p>
      {project === null ? null : (
        <p>
          <Link to="/p/$project/timeline" params={{ project: project.key }} search={{ zoom: 'weeks' }}>
            {words.t('frame.toProject', { title: project.title })}
          </Link>
        </p>
      )}
      <p>
        <Link to="/projects">{words.t('frame.toHome')}</Link>
      </p>
    </div>
  );
}
