import { useQuery } from '@tanstack/react-query';
import type { Passport as CarryPassport } from '../../client/closes.ts';
import { closes } from '../native.ts';
import { dayFormat, daysBetween } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';

const entries = ['added', 'carried', 'split'] as const;
const exits = ['left', 'finished', 'carried', 'returned', 'kept', 'split', 'cancelled'] as const;

/** Which iterations an item has been in, how it came and went, and how often it was carried on; nothing before its first. */
export function Passport({ itemId }: { readonly itemId: number }) {
  const words = useWords();
  const { data: passport } = useQuery({
    queryKey: ['item', itemId, 'passport'],
    queryFn: () => closes.getPassport(itemId),
  });
  if (passport === undefined || passport.stays.length === 0) return null;
  return (
    <details className="passport" open={passport.carryCount > 1}>
      <summary>{summaryIn(words, passport)}</summary>
      <ol className="rows numbers">
        {passport.stays.map((stay) => (
          <li key={`${stay.iterationId} ${stay.in.at}`} className="passport-stay">
            <strong>{stay.title}</strong>
            <span>{stayIn(words, stay)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function summaryIn({ t }: Words, { carryCount, pointsDragged, firstCarriedAt, doneAt }: CarryPassport): string {
  if (carryCount === 0 || firstCarriedAt === null) return t('passport.neverCarried');
  const until = doneAt ?? new Date().toISOString();
  return t('passport.carried', {
    count: carryCount,
    points: t('amounts.points', { count: pointsDragged }),
    age: t('amounts.days', { count: daysBetween(firstCarriedAt.slice(0, 10), until.slice(0, 10)) }),
  });
}

function stayIn({ t, language }: Words, { in: come, out }: CarryPassport['stays'][number]): string {
  const { short } = dayFormat(language);
  const told = (at: string, how: string, estimate: number | null) =>
    `${short(at.slice(0, 10))} ${how}${estimate === null ? '' : ` (${t('amounts.points', { count: estimate })})`}`;
  const entry = entries.find((each) => each === come.how) ?? 'added';
  const arrived = told(come.at, t(`passport.in.${entry}`), come.estimate);
  if (out === null) return `${arrived} – ${t('passport.stillHere')}`;
  const exit = exits.find((each) => each === out.how) ?? 'left';
  return `${arrived} – ${told(out.at, t(`passport.out.${exit}`), out.estimate)}`;
}
