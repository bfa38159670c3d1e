import { homeAddress } from '../address.ts';
import { Link } from '../parts/link.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useWords } from '../words/language.tsx';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const words = useWords();
  usePageTitle(words.notFound);
  return (
    <div className="stack">
      <h1>{words.notFound}</h1>
      <p>{words.notFoundHint}</p>
      <p>
        <Link to={homeAddress}>{words.toHome}</Link>
      </p>
    </div>
  );
}
