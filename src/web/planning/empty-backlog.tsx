import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { Project } from '../../client/native.ts';
import { apiBase } from '../address.ts';
import { useWords } from '../words/use-words.ts';

/** A backlog without items: where they come from, and a line for whoever has them elsewhere. */
export function EmptyBacklog({ project, canMake }: { readonly project: Project; readonly canMake: boolean }) {
  const words = useWords();
  const clipboard = useClipboard();
  const title = words.t('planning.firstItem');
  const line = `curl -H 'Authorization: Bearer <token>' -H 'Content-Type: application/json' -d '{"title":"${title}"}' '${apiBase}/projects/${project.id}/items'`;
  return (
    <div className="plan-empty">
      <p className="dim">{words.t('planning.emptyBacklog')}</p>
      {canMake ? (
        <Button variant="default" size="compact-sm" onClick={() => clipboard.copy(line)}>
          {words.t(clipboard.copied ? 'settings.copied' : 'planning.copyCurl')}
        </Button>
      ) : null}
    </div>
  );
}
