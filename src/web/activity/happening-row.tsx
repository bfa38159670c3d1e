import { Link } from '@tanstack/react-router';
import type { Happening, Project } from '../../client/native.ts';
import { momentIn } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { kindWord } from './activity-kinds.ts';

interface HappeningRowProps {
  readonly project: Project;
  readonly happening: Happening;
}

/** One thing that happened: when, who, what, to what, and what of it was different before. */
export function HappeningRow({ project, happening }: HappeningRowProps) {
  const words = useWords();
  const { t, language } = words;
  const { at, kind, actor, via, iteration, item, changes } = happening;
  const told = Object.entries(changes).filter(([, [before, after]]) => isPlain(before) && isPlain(after));
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
        {told.map(([field, [before, after]]) => (
          <div key={field} className="dim">
            {t('activity.change', { field: fieldWord(t, field), before: shown(before), after: shown(after) })}
          </div>
        ))}
        {via.api === null ? null : (
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

function fieldWord(t: Words['t'], field: string): string {
  const words: Readonly<Record<string, string>> = t('activity.fields', { returnObjects: true });
  return words[field] ?? field;
}

/** Whether a value can be read as it is; what is made of parts says nothing in a line. */
function isPlain(value: unknown): boolean {
  return value === null || value === undefined || typeof value !== 'object';
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
