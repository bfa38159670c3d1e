import type { Project } from '../../client/native.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { BarMenu } from './bar-menu.tsx';
import { IterationBar } from './iteration-bar.tsx';
import type { Lane } from './lanes.ts';
import type { TimeScale } from './time-scale.ts';
import type { Reschedule } from './use-reschedule.ts';

interface LaneStripProps {
  readonly project: Project;
  readonly lane: Lane;
  readonly scale: TimeScale;
  readonly reschedule: Reschedule | null;
}

/** One lane: the name of the release, which stays in sight, the days it takes, and its iterations below them. */
export function LaneStrip({ project, lane, scale, reschedule }: LaneStripProps) {
  const words = useWords();
  const { release, range, rows, undated } = lane;
  const name = release?.title ?? words.t('timeline.noReleases');
  const neighbours = rows.flat();
  return (
    <div className="lane">
      <div className="lane-name">
        <h2>{name}</h2>
        {range === null ? null : (
          <span className="dim numbers">{dayFormat(words.language).range(range.start, range.end)}</span>
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
            {row.map((iteration) => (
              <IterationBar
                key={iteration.id}
                project={project}
                iteration={iteration}
                neighbours={neighbours}
                scale={scale}
                reschedule={reschedule}
              />
            ))}
          </ul>
        ))}
      </div>
    </div>
  );
}
