import { Link } from '@tanstack/react-router';
import { usePageTitle } from '../parts/page-title.ts';
import { useWords } from '../words/use-words.ts';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const words = useWords();
  usePageTitle(words.t('frame.notFound'));
  return (
    <div className="stack">
      <h1>{words.t('frame.notFound')}</h1>
      <p>{words.t('frame.notFoundHint')}</p>
      <p>
        <Link to="/projects">{words.t('frame.toHome')}</Link>
      </p>
    </div>
  );
}
