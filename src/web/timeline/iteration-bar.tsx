import { Link } from '@tanstack/react-router';
import { type MouseEvent, useId } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { progressText } from '../parts/progress-text.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { BarMenu } from './bar-menu.tsx';
import type { DatedIteration } from './lanes.ts';
import { overlapText } from './overlap-text.ts';
import type { DayRange, TimeScale } from './time-scale.ts';
import { useDrag } from './use-drag.ts';
import { useNudge } from './use-nudge.ts';
import type { Reschedule } from './use-reschedule.ts';

interface IterationBarProps {
  readonly project: Project;
  readonly iteration: DatedIteration;
  /** Those whose days it should not share. */
  readonly neighbours: readonly DatedIteration[];
  readonly scale: TimeScale;
  /** Null for whoever may only look. */
  readonly reschedule: Reschedule | null;
}

/** An iteration as a bar: a link to it, and, for whoever plans, something to drag, to nudge with keys, or to move by a menu. */
export function IterationBar({ project, iteration, neighbours, scale, reschedule }: IterationBarProps) {
  const words = useWords();
  const hint = useId();
  const canMove = reschedule !== null && (iteration.status === 'planned' || iteration.status === 'active');
  const done = (range: DayRange) => reschedule?.(iteration, range);
  const drag = useDrag(scale.pixelsPerDay, done);
  const nudge = useNudge(done);
  const draft = drag.draft ?? nudge.draft;
  const place = draft ?? iteration;
  const left = scale.left(place.start);
  const width = scale.left(place.end) + scale.pixelsPerDay - left;
  const follow = (event: MouseEvent) => {
    if (drag.hasMoved()) event.preventDefault();
  };
  const handlers = canMove
    ? {
        onPointerMove: drag.pull,
        onPointerUp: drag.release,
        onPointerCancel: drag.cancel,
        onLostPointerCapture: drag.cancel,
      }
    : {};
  return (
    <li className="bar" data-status={iteration.status} data-draft={draft !== null} style={{ left, width }}>
      <Link
        to="/p/$project/iterations/$iteration"
        params={{ project: project.key, iteration: iteration.id }}
        className="bar-link"
        draggable={false}
        aria-describedby={canMove ? hint : undefined}
        onClick={follow}
        {...(canMove
          ? {
              onPointerDown: (event) => drag.hold(event, 'all', iteration),
              onKeyDown: (event) => nudge.press(event, iteration),
              onBlur: nudge.settle,
            }
          : {})}
        {...handlers}
      >
        <span className="bar-title">{iteration.title}</span>
        <span className="unseen">{factsOf(words, iteration)}</span>
        <span className="bar-figure">{progressText(words, iteration)}</span>
        <Filled iteration={iteration} />
      </Link>
      {canMove ? (
        <>
          <span hidden id={hint}>
            {words.t('timeline.moveHint')}
          </span>
          {(['start', 'end'] as const).map((grip) => (
            <span
              key={grip}
              className={`edge ${grip}`}
              onPointerDown={(event) => drag.hold(event, grip, iteration)}
              {...handlers}
            />
          ))}
          <BarMenu project={project} iteration={iteration} reschedule={reschedule} />
        </>
      ) : null}
      {draft === null ? null : <Ghost range={draft} iteration={iteration} neighbours={neighbours} />}
    </li>
  );
}

/** How much of it is done, as a line along its foot. */
function Filled({ iteration: { scope, done } }: { readonly iteration: Iteration }) {
  const [whole, part] = scope.points > 0 ? [scope.points, done.points] : [scope.items, done.items];
  if (whole === 0) return null;
  return <span className="bar-filled" style={{ width: `${Math.min(100, (part / whole) * 100)}%` }} />;
}

interface GhostProps {
  readonly range: DayRange;
  readonly iteration: Iteration;
  readonly neighbours: readonly DatedIteration[];
}

/** The days where the bar would stand, and with whom it would share some. */
function Ghost({ range, iteration, neighbours }: GhostProps) {
  const words = useWords();
  const overlap = overlapText(words, range, iteration, neighbours);
  return (
    <span className="ghost" role="status">
      {dayFormat(words.language).range(range.start, range.end)}
      {overlap === null ? null : <strong className="over">{overlap}</strong>}
    </span>
  );
}

/** What the eye sees from where the bar stands and how it is drawn. */
function factsOf(words: Words, { status, start, end }: DatedIteration): string {
  const dates = dayFormat(words.language).range(start, end);
  return words.t('timeline.barFacts', { status: words.t(`iteration.status.${status}`), dates });
}
