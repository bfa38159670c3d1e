import type { Project } from '../../client/native.ts';
import { shortNames } from '../velocity/short-names.ts';
import { addDays, dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { BarMenu } from './bar-menu.tsx';
import { IterationBar } from './iteration-bar.tsx';
import { LaneName } from './lane-name.tsx';
import type { Lane } from './lanes.ts';
import type { TimeScale } from './time-scale.ts';
import type { Reschedule } from './use-reschedule.ts';
import type { Seen } from './use-seen.ts';

interface LaneStripProps {
  readonly project: Project;
  readonly lane: Lane;
  readonly scale: TimeScale;
  /** What of the strip is near enough to be drawn. */
  readonly seen: Seen;
  readonly reschedule: Reschedule | null;
  /** By when what is in each iteration is likely done. */
  readonly likely: ReadonlyMap<number, string>;
  /** Scrolls to a day. */
  readonly goTo: (day: string) => void;
}

/** One lane: the name of the release, which stays in sight, the days it takes, and its iterations below them. */
export function LaneStrip({ project, lane, scale, seen, reschedule, likely, goTo }: LaneStripProps) {
  const words = useWords();
  const { release, range, rows, undated } = lane;
  const name = release?.title ?? words.t('timeline.noReleases');
  const neighbours = rows.flat();
  const names = shortNames(neighbours.map(({ title }) => title));
  const shortOf = (id: number) => names[neighbours.findIndex((each) => each.id === id)] ?? '';
  return (
    <div className="lane" data-end={range?.end}>
      <div className="lane-name">
        <h2>
          <LaneName project={project} release={release} />
        </h2>
        {range === null ? null : (
          <button
            type="button"
            className="lane-dates numbers"
            title={words.t('timeline.scrollThere')}
            onClick={() => goTo(addDays(range.start, -3))}
          >
            {dayFormat(words.language).range(range.start, range.end)}
          </button>
        )}
        {undated.length === 0 ? null : (
          <div className="undated">
            <span className="dim">{words.t('timeline.undated')}</span>
            {undated.map((iteration) => (
              <span key={iteration.id} className="undated-one">
                {iteration.title}
                {reschedule === null ? null : (
                  <BarMenu project={project} iteration={iteration} reschedule={reschedule} />
                )}
              </span>
            ))}
          </div>
        )}
      </div>
      <div className="lane-days" style={{ width: scale.width }}>
        {release === null || range === null ? null : (
          <span
            className="release-span"
            style={{
              left: scale.left(range.start),
              width: scale.left(range.end) + scale.pixelsPerDay - scale.left(range.start),
            }}
          />
        )}
        {rows.map((row, index) => (
          <ul
            key={row[0]?.id}
            className="lane-row"
            aria-label={index === 0 ? words.t('timeline.iterationsOf', { lane: name }) : undefined}
          >
            {row.map((iteration, place) => {
              const after = row[place + 1];
              const left = scale.left(iteration.start);
              if (left > seen.right || scale.left(iteration.end) + scale.pixelsPerDay < seen.left) return null;
              return (
                <IterationBar
                  key={iteration.id}
                  project={project}
                  iteration={iteration}
                  shortTitle={shortOf(iteration.id)}
                  room={(after === undefined ? scale.width : scale.left(after.start)) - left}
                  neighbours={neighbours}
                  scale={scale}
                  reschedule={reschedule}
                  likely={likely.get(iteration.id) ?? null}
                />
              );
            })}
          </ul>
        ))}
      </div>
    </div>
  );
}
