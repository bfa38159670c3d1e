import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { partOf } from '../parts/amounts.ts';
import { CapacityBar } from '../parts/capacity-bar.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

import { type Column, idOf, loadOf } from './plan.ts';

/** A list that can be folded away. */
export interface Fold {
  readonly isFolded: boolean;
  readonly turn: () => void;
}

interface ColumnHeadProps {
  readonly project: Project;
  readonly column: Column;
  /** How many of its items the filter lets through. */
  readonly shown: number;
  readonly fold: Fold | null;
  /** What is held over a running iteration would add so much to its scope, in points; else null. */
  readonly added: number | null;
}

/** The name of a list, how much is in it, and, of an iteration, when it is and whether all that fits. */
export function ColumnHead({ project, column, shown, fold, added }: ColumnHeadProps) {
  const words = useWords();
  const { iteration, items } = column;
  return (
    <div className="plan-head">
      <h2 id={`column-${idOf(column)}`} title={iteration?.title}>
        {iteration === null ? (
          words.t('planning.backlog')
        ) : (
          <Link
            to="/p/$project/iterations/$iteration"
            params={{ project: project.key, iteration: iteration.id }}
            search={{}}
          >
            {iteration.title}
          </Link>
        )}
      </h2>
      <span className="plan-count dim numbers">
        {shown === items.length
          ? words.t('amounts.items', { count: items.length })
          : partOf(words, 'items', shown, items.length)}
        {fold === null ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--text)"
            size={26}
            aria-label={words.t('planning.fold')}
            title={words.t('planning.fold')}
            onClick={fold.turn}
          >
            <IconLayoutSidebarLeftCollapse size={18} aria-hidden />
          </ActionIcon>
        )}
      </span>
      {iteration === null ? null : (
        <>
          <div className="facts numbers">
            <StatusBadge status={iteration.status} />
            <span>{daysOf(iteration, words)}</span>
          </div>
          <CapacityBar iteration={iteration} {...loadOf(column)} />
        </>
      )}
      {added === null ? null : (
        <span className="plan-added numbers">
          {words.t('planning.wouldAdd', { amount: words.t('amounts.points', { count: added }) })}
        </span>
      )}
    </div>
  );
}

interface FoldedColumnProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly className: string;
  readonly name: string;
  readonly count: number;
  readonly unfold: () => void;
}

/** A list that is folded away: its name, and a place to drop things. */
export function FoldedColumn({ box, className, name, count, unfold }: FoldedColumnProps) {
  const words = useWords();
  return (
    <section className={`plan-folded drawer${className}`} aria-label={name} ref={box}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--text)"
        size={26}
        aria-label={words.t('planning.unfold')}
        title={words.t('planning.unfold')}
        onClick={unfold}
      >
        <IconLayoutSidebarLeftExpand size={18} aria-hidden />
      </ActionIcon>
      <h2>{name}</h2>
      <span className="dim numbers">{words.t('amounts.items', { count })}</span>
    </section>
  );
}

function daysOf({ start, end }: Iteration, words: ReturnType<typeof useWords>): string {
  return start === null || end === null ? words.t('iteration.noDates') : dayFormat(words.language).range(start, end);
}
