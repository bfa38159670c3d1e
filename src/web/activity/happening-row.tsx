import { Link } from '@tanstack/react-router';
import type { Happening, Project } from '../../client/native.ts';
import { momentIn } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { kindWord } from './activity-kinds.ts';

interface HappeningRowProps {
  readonly project: Project;
  readonly happening: Happening;
  /** What a number in a field stands for; null for what only the server knows. */
  readonly nameOf: (field: string, id: number) => string | null;
}

/** One thing that happened: when, who, what, to what, and what of it was different before. */
export function HappeningRow({ project, happening, nameOf }: HappeningRowProps) {
  const words = useWords();
  const { t, language } = words;
  const { at, kind, actor, via, iteration, item, changes } = happening;
  const told = Object.entries(changes).flatMap(([field, [before, after]]) => {
    const read = (value: unknown) => (field === 'status' ? statusWord(t, value) : null) ?? shown(field, value, nameOf);
    const [from, to] = [read(before), read(after)];
    return from === null || to === null || from === to ? [] : [{ field, before: from, after: to }];
  });
  const rollover = rolloverOf(happening, nameOf);
  return (
    <li className="happening">
      <time className="dim numbers" dateTime={at}>
        {momentIn(language, at)}
      </time>
      <div>
        <strong>{actor?.name ?? t('activity.server')}</strong>
        {': '}
        {kindWord(t, kind)}
        {item === null ? null : <span> {`${item.key} ${item.title}`}</span>}
        {iteration === null ? null : (
          <>
            {' · '}
            <Link to="/p/$project/iterations/$iteration" params={{ project: project.key, iteration: iteration.id }}>
              {iteration.title}
            </Link>
          </>
        )}
        {told.map(({ field, before, after }) => (
          <div key={field} className="dim">
            {t('activity.change', { field: fieldWord(t, field), before, after })}
          </div>
        ))}
        {rollover === null ? null : (
          <div className="dim">
            {t('activity.told', { rule: rollover.rule, people: rollover.people.join(', ') || '—' })}
          </div>
        )}
        {/* What was done on these pages is the usual. */}
        {via.api === null || (via.api === 'native' && via.token === null) ? null : (
          <div className="dim">
            {via.token === null
              ? t('activity.via', { api: via.api })
              : t('activity.viaToken', { api: via.api, token: via.token })}
          </div>
        )}
      </div>
    </li>
  );
}

/** By which rule of a close something came about, and whom of the members it was told; null of anything else. */
function rolloverOf({ kind, details }: Happening, nameOf: HappeningRowProps['nameOf']) {
  const { rule, personIds } = details;
  if (kind !== 'item.rolled_over' || typeof rule !== 'string' || !Array.isArray(personIds)) return null;
  const people = personIds.flatMap((id) => (typeof id === 'number' ? (nameOf('assigneeId', id) ?? []) : []));
  return { rule, people };
}

function fieldWord(t: Words['t'], field: string): string {
  const words: Readonly<Record<string, string>> = t('activity.fields', { returnObjects: true });
  return words[field] ?? field;
}

/** A status of an iteration in words; null of anything else. */
function statusWord(t: Words['t'], value: unknown): string | null {
  const words: Readonly<Record<string, string>> = t('iteration.status', { returnObjects: true });
  return typeof value === 'string' ? (words[value] ?? null) : null;
}

/** A value as it can be read; null for what is made of parts, and for numbers that stand for something unknown. */
function shown(field: string, value: unknown, nameOf: HappeningRowProps['nameOf']): string | null {
  if (value === null || value === undefined || value === '') return '—';
  if (field === 'isBlocked') return value === 0 ? '—' : '✓';
  if (typeof value === 'number' && field.endsWith('Id')) return nameOf(field, value);
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (typeof value === 'object') return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
