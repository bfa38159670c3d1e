import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Profiles } from '../../client/profiles.ts';
import { differenceIn, numberIn, type Unit } from '../parts/amounts.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { differencesQuery } from './profiles-queries.ts';
import { toolNames } from './tool-names.ts';

interface DifferencesProps {
  readonly iterationId: number;
  readonly tool: string;
  readonly unit: Unit;
}

type Difference = Profiles['differences'][number];
type Part = Difference['parts'][number];

const rules = [
  'cancelled',
  'unestimated',
  'baseline',
  'arrivedDone',
  'credit',
  'late',
  'startedShare',
  'kept',
] as const;
const figures = ['commitment', 'scope', 'completed', 'incomplete', 'progressed', 'kept'] as const;
const facts = [
  'added',
  'removed',
  'restored',
  'cancelled',
  'raised',
  'lowered',
  'completed',
  'reopened',
  'started',
  'stopped',
  'estimated',
  'unestimated',
  'done_in',
  'done_out',
  'cancelled_in',
  'cancelled_out',
] as const;

/** Why one tool's figures differ from Timebox's: every unit of it by a rule, an item and what happened to that. */
export function Differences({ iterationId, tool, unit }: DifferencesProps) {
  const words = useWords();
  const name = toolNames[tool] ?? tool;
  const { data, error, isPending, refetch } = useQuery(differencesQuery(iterationId, tool));
  if (isPending) return <Loading />;
  if (data === undefined) return <Trouble error={error} again={refetch} />;
  const differences = data.differences.filter(({ change }) => change.points !== 0 || change.items !== 0);
  const counted = differences.filter(({ change }) => change[unit] !== 0);
  return (
    <section className="card stack small" aria-labelledby="differences">
      <h2 id="differences">{words.t('profiles.whyNamed', { tool: name })}</h2>
      {counted.length === 0 ? (
        <p className="dim">
          {words.t(differences.length === 0 ? 'profiles.same' : 'profiles.sameInUnit', { tool: name })}
        </p>
      ) : null}
      {counted.map((difference) => (
        <Figure key={difference.figure} difference={difference} unit={unit} />
      ))}
    </section>
  );
}

function Figure({
  difference: { figure, before, after, change, parts },
  unit,
}: {
  readonly difference: Difference;
  readonly unit: Unit;
}) {
  const words = useWords();
  const told = parts.filter((part) => part.change[unit] !== 0);
  const used = rules.filter((rule) => told.some((part) => part.rule === rule));
  return (
    <div className="difference">
      <h3>
        {words.t('profiles.difference', {
          figure: words.t(`profiles.figure.${figures.find((each) => each === figure) ?? 'scope'}`),
          before: numberIn(words, before[unit]),
          after: numberIn(words, after[unit]),
          change: differenceIn(words, change[unit]),
        })}
      </h3>
      {used.map((rule) => {
        const own = told.filter((part) => part.rule === rule);
        const sum = own.reduce((all, part) => all + part.change[unit], 0);
        return (
          <div key={rule} className="difference-rule">
            <p>
              <span className="event numbers">{differenceIn(words, Math.round(sum * 1e6) / 1e6)}</span>{' '}
              {words.t(`profiles.rule.${rule}`)}
            </p>
            <Parts parts={own} unit={unit} />
          </div>
        );
      })}
    </div>
  );
}

/** Of a long list the beginning, until all of it is asked for. */
const shownFirst = 50;

function Parts({ parts, unit }: { readonly parts: readonly Part[]; readonly unit: Unit }) {
  const words = useWords();
  const [isWhole, showAll] = useState(false);
  return (
    <>
      <ul className="change-list">
        {(isWhole ? parts : parts.slice(0, shownFirst)).map((part) => (
          <li key={`${part.item?.id ?? 0} ${part.events.map(({ seq }) => seq).join(' ')}`}>
            <span>
              {part.item === null ? words.t('profiles.unseen') : `${part.item.key} ${part.item.title}`}
              <span className="dim">{eventsText(words, part)}</span>
            </span>
            <span className="event numbers">{differenceIn(words, part.change[unit])}</span>
          </li>
        ))}
      </ul>
      {isWhole || parts.length <= shownFirst ? null : (
        <Button size="compact-sm" variant="subtle" onClick={() => showAll(true)}>
          {words.t('profiles.showAll', { count: parts.length })}
        </Button>
      )}
    </>
  );
}

function eventsText(words: Words, { events }: Part): string {
  const { short } = dayFormat(words.language);
  const told = events.map(({ kind, at }) => {
    const known = facts.find((each) => each === kind);
    return `${short(at.slice(0, 10))} ${known === undefined ? kind : words.t(`profiles.fact.${known}`)}`;
  });
  return told.length === 0 ? '' : ` · ${told.join(', ')}`;
}
