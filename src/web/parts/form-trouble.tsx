import { Alert } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import { troubleText } from './trouble-text.ts';

/** What the server said to a form, above it; nothing if it said nothing. */
export function FormTrouble({ error }: { readonly error: unknown }) {
  const words = useWords();
  if (error === null || error === undefined) return null;
  return (
    <Alert variant="outline" color="red" role="alert">
      {troubleText(words, error)}
    </Alert>
  );
}
