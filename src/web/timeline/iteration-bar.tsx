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
  /** Its title where there is no room for the whole one. */
  readonly shortTitle: string;
  /** Pixels from its beginning to that of the next bar beside it. */
  readonly room: number;
  /** Those whose days it should not share. */
  readonly neighbours: readonly DatedIteration[];
  readonly scale: TimeScale;
  /** Null for whoever may only look. */
  readonly reschedule: Reschedule | null;
  /** By when all in it is done with 85 %; null where nobody can tell, or nothing is left. */
  readonly likely: string | null;
}

/** Pixels in which most of a title can be read; of one letter; and what a bar keeps free around it. */
const [widthOfTitle, widthOfLetter, edges] = [84, 9, 6];
/** Less could not be seen, or hit. */
const leastWidth = 10;

/** An iteration as a bar: a link to it, and, for whoever plans, something to drag, to nudge with keys, or to move by a menu. */
export function IterationBar(props: IterationBarProps) {
  const { project, iteration, shortTitle, room, neighbours, scale, reschedule, likely } = props;
  const words = useWords();
  const hint = useId();
  const canMove = reschedule !== null && (iteration.status === 'planned' || iteration.status === 'active');
  const done = (range: DayRange) => reschedule?.(iteration, range);
  const drag = useDrag(scale.pixelsPerDay, done);
  const nudge = useNudge(done);
  const draft = drag.draft ?? nudge.draft;
  const place = draft ?? iteration;
  const left = scale.left(place.start);
  const width = Math.max(leastWidth, scale.left(place.end) + scale.pixelsPerDay - left);
  const label = labelIn(width, room, shortTitle);
  const progress = progressText(words, iteration);
  const { short, long } = dayFormat(words.language);
  const expected = likely === null ? '' : `, ${words.t('timeline.likely', { day: long(likely) })}`;
  const isLate = likely !== null && likely > place.end;
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
    <li
      className="bar"
      data-status={iteration.status}
      data-draft={draft !== null}
      data-label={label}
      style={{ left, width }}
    >
      <Link
        to="/p/$project/iterations/$iteration"
        params={{ project: project.key, iteration: iteration.id }}
        className="bar-link"
        draggable={false}
        title={`${iteration.title}${factsOf(words, iteration)}${progress}${expected}`}
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
        <span className="bar-text">
          <span className="bar-title" aria-hidden={label === 'short'}>
            {label === 'short' ? shortTitle : iteration.title}
          </span>
          {label === 'short' ? <span className="unseen">{iteration.title}</span> : null}
          <span className="unseen">{factsOf(words, iteration)}</span>
          <span className={label === 'inside' ? 'bar-figure' : 'unseen'}>{progress}</span>
          {likely === null ? null : (
            <>
              <span
                className={isLate ? 'bar-figure likely over' : 'bar-figure likely'}
                hidden={label !== 'inside'}
                aria-hidden
              >
                {words.t('timeline.likelyShort', { day: short(likely) })}
              </span>
              <span className="unseen">{expected}</span>
            </>
          )}
        </span>
        <Filled iteration={iteration} />
      </Link>
      {isLate ? (
        <span
          className="bar-late"
          style={{ width: Math.min(room, scale.left(likely) + scale.pixelsPerDay - left) - width }}
        />
      ) : null}
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

/** Where a bar says what it is called: the whole title in it or beside it, or the short one, whichever can be read. */
function labelIn(width: number, room: number, shortTitle: string): 'inside' | 'beside' | 'short' {
  if (width >= widthOfTitle) return 'inside';
  const fits = shortTitle.length * widthOfLetter + edges <= width;
  return fits || room - width < widthOfTitle ? 'short' : 'beside';
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
