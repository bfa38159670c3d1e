import { Button } from '@mantine/core';
import type { Profiles } from '../../client/profiles.ts';
import { numberIn, type Unit } from '../parts/amounts.ts';
import { csv } from '../parts/csv.ts';
import { saveFile } from '../parts/save-file.ts';
import { TableBox } from '../parts/table-box.tsx';
import { useWords } from '../words/use-words.ts';
import { toolNames } from './tool-names.ts';

interface ProfilesTableProps {
  readonly found: Profiles;
  readonly unit: Unit;
  /** The tool whose differences are explained below. */
  readonly chosen: string;
  readonly onChoose: (tool: string) => void;
  /** Of the iteration. */
  readonly title: string;
}

const figures = ['commitment', 'scope', 'completed', 'incomplete', 'progressed', 'kept'] as const;

/** Each tool with the figures that it tells; what differs from Timebox's own is marked, and can be explained. */
export function ProfilesTable({ found, unit, chosen, onChoose, title }: ProfilesTableProps) {
  const words = useWords();
  const [own] = found.profiles;
  const percent = (ratio: { readonly points: number | null; readonly items: number | null } | null) => {
    const share = ratio?.[unit] ?? null;
    return share === null
      ? ''
      : words.t('velocity.percent', { percent: numberIn(words, Math.round(share * 1000) / 10) });
  };
  const head = [...figures, 'progress', 'reliability'] as const;
  const save = () =>
    saveFile(
      `${title} ${words.t('profiles.title')}.csv`,
      'text/csv',
      csv(
        [words.t('profiles.tool'), ...head.map((name) => words.t(`profiles.figure.${name}`))],
        found.profiles.map(({ profile, figures: told, progress, reliability }) => [
          toolNames[profile] ?? profile,
          ...figures.map((name) => told[name]?.[unit] ?? null),
          progress?.[unit] ?? null,
          reliability?.[unit] ?? null,
        ]),
      ),
    );
  return (
    <>
      <TableBox name={words.t('profiles.figures')}>
        <thead>
          <tr>
            <th scope="col">{words.t('profiles.tool')}</th>
            {head.map((name) => (
              <th key={name} scope="col">
                {words.t(`profiles.figure.${name}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {found.profiles.map(({ profile, figures: told, progress, reliability }) => (
            <tr key={profile} className={profile === chosen ? 'chosen' : undefined}>
              <th scope="row">{toolNames[profile] ?? profile}</th>
              {figures.map((name) => {
                const value = told[name]?.[unit];
                const differs = value !== undefined && value !== own?.figures[name]?.[unit];
                return (
                  <td key={name} className={differs ? 'event' : undefined}>
                    {value === undefined ? '' : numberIn(words, value)}
                  </td>
                );
              })}
              <td>{percent(progress)}</td>
              <td>{percent(reliability)}</td>
              <td>
                {profile === 'native' ? null : (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-pressed={profile === chosen}
                    aria-label={words.t('profiles.whyNamed', { tool: toolNames[profile] ?? profile })}
                    onClick={() => onChoose(profile)}
                  >
                    {words.t('profiles.why')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <Button size="compact-sm" variant="subtle" onClick={save}>
        {words.t('iteration.saveCsv')}
      </Button>
    </>
  );
}
