import { useQuery } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import { cadenceQuery } from '../queries.ts';
import { momentIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

/** What the project's cadence will do to an iteration by itself, and what it could not do; nothing where it does nothing. */
export function CadenceLine({ iteration }: { readonly iteration: Iteration }) {
  const { t, language } = useWords();
  const { data } = useQuery(cadenceQuery(iteration.projectId));
  const slot = data?.slots.find(({ iterationId }) => iterationId === iteration.id);
  if (data === undefined || slot === undefined) return null;
  const { startsAt, closesAt, trouble } = slot;
  const isPlanned = iteration.status === 'planned';
  if (startsAt === null && closesAt === null && trouble === null) return null;
  return (
    <div className="facts">
      {startsAt !== null && isPlanned ? (
        <span>{t('iteration.startsItself', { at: momentIn(language, startsAt) })}</span>
      ) : null}
      {closesAt === null ? null : (
        <span>
          {t(data.cadence?.unfinished === 'next' ? 'iteration.closesItselfNext' : 'iteration.closesItself', {
            at: momentIn(language, closesAt),
          })}
        </span>
      )}
      {trouble === null ? null : (
        <span className="over">
          {t(trouble.deed === 'start' ? 'iteration.couldNotStart' : 'iteration.couldNotClose', {
            reason: trouble.reason,
            at: momentIn(language, trouble.nextAttemptAt),
          })}
        </span>
      )}
    </div>
  );
}
