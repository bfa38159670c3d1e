import { useMe } from '../parts/place.ts';
import { useWords } from '../words/use-words.ts';

/** One line to paste for every dialect, folded away until it is wanted. */
export function TryToken({ secret }: { readonly secret: string }) {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('programs.tryIt')}</summary>
      <CurlLines secret={secret} />
    </details>
  );
}

/** One line to paste for every dialect, with the address under which this server was reached. */
export function CurlLines({ secret }: { readonly secret: string }) {
  const { organizationId } = useMe();
  const base = new URL('.', document.baseURI).href;
  const lines = [
    `curl -H 'Authorization: Bearer ${secret}' '${base}native/v1/projects'`,
    `curl -H 'Authorization: Bearer ${secret}' '${base}api/latest/spaces'`,
    `curl -H 'Authorization: WRAP access_token=${secret}' '${base}api/v1/iterations'`,
    `curl -H 'Authorization: OAuth ${secret}' -H 'X-Org-ID: ${organizationId}' '${base}v3/boards'`,
  ];
  return lines.map((line) => (
    <code key={line} className="code">
      {line}
    </code>
  ));
}
