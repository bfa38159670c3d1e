import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Calendar, Project } from '../../client/native.ts';
import { addDays, dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { daysOff } from './days-off.ts';
import { LaneStrip } from './lane-strip.tsx';
import type { Lane } from './lanes.ts';
import type { TimeScale } from './time-scale.ts';
import type { Reschedule } from './use-reschedule.ts';
import { useSeen } from './use-seen.ts';

interface StripProps {
  readonly project: Project;
  readonly lanes: readonly Lane[];
  readonly scale: TimeScale;
  readonly today: string;
  /** The day at the left edge. */
  readonly from: string;
  /** How often somebody has asked to be put there, wherever they have scrolled to since. */
  readonly asked: number;
  readonly onScrolled: (from: string) => void;
  /** Scrolls to a day. */
  readonly goTo: (day: string) => void;
  readonly reschedule: Reschedule | null;
  /** By when what is in each iteration is likely done. */
  readonly likely: ReadonlyMap<number, string>;
  /** On which days the project works; undefined as long as that is not known. */
  readonly calendar: Calendar['inForce'] | undefined;
}

/** As the style sheet has it. */
const rulerHeight = 44;

/** Time from left to right, releases from top to bottom; scrolled sideways by the browser. */
export function Strip(props: StripProps) {
  const { project, lanes, scale, today, from, asked, onScrolled, goTo, reschedule, likely, calendar } = props;
  const words = useWords();
  const box = useRef<HTMLElement>(null);
  /** Where the strip was put by what its address says; a scroll to anywhere else is a person's. */
  const placed = useRef({ key: '', left: 0 });
  const { left, pixelsPerDay, range } = scale;
  useLayoutEffect(() => {
    const lanesDrawn = [...(box.current?.querySelectorAll<HTMLElement>('.lane') ?? [])];
    const current = lanesDrawn.find(({ dataset: { end } }) => (end ?? today) >= today);
    // Half of the one before it shows that there are some.
    if (box.current !== null && current !== undefined) box.current.scrollTop = current.offsetTop - rulerHeight * 2;
  }, [today]);
  const seen = useSeen(box, `${scale.zoom} ${range.start}`, left(from));
  const lines = scale.lines.filter((day) => left(day) >= seen.left && left(day) <= seen.right);
  const dayAt = (pixels: number) => addDays(range.start, Math.max(0, Math.floor(pixels / pixelsPerDay)));
  const off =
    calendar === undefined || scale.zoom === 'quarters'
      ? []
      : daysOff(calendar, { start: dayAt(seen.left), end: dayAt(Math.min(seen.right, scale.width - 1)) });
  useLayoutEffect(() => {
    const key = `${from} ${scale.zoom} ${range.start} ${asked}`;
    if (box.current === null || placed.current.key === key) return;
    box.current.scrollLeft = left(from);
    placed.current = { key, left: box.current.scrollLeft };
  }, [from, left, scale.zoom, range.start, asked]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      if (element.scrollLeft === placed.current.left) return;
      const day = addDays(range.start, Math.round(element.scrollLeft / pixelsPerDay));
      placed.current = { key: `${day} ${scale.zoom} ${range.start} ${asked}`, left: element.scrollLeft };
      onScrolled(day);
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(settle, 250);
    };
    element.addEventListener('scroll', wait, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', wait);
    };
  }, [range.start, pixelsPerDay, scale.zoom, asked, onScrolled]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable without a mouse
    <section className="strip card" ref={box} tabIndex={0} aria-label={words.t('timeline.strip')}>
      <div className="strip-inner">
        <div className="ruler" aria-hidden>
          <div className="lane-name" />
          <div className="lane-days" style={{ width: scale.width }}>
            {lines.map((day) => (
              <span key={day} className="line-name" style={{ left: left(day) }}>
                {lineName(words, scale, day)}
              </span>
            ))}
            <span className="today-name" style={{ left: left(today) + pixelsPerDay / 2 }}>
              {words.t('timeline.today')}
            </span>
          </div>
        </div>
        <div className="lines" aria-hidden>
          {off.map(({ start, end }) => (
            <span
              key={start}
              className="days-off"
              style={{ left: left(start), width: left(end) + pixelsPerDay - left(start) }}
            />
          ))}
          {lines.map((day) => (
            <span key={day} className="line" style={{ left: left(day) }} />
          ))}
          <span className="today-line" style={{ left: left(today) + pixelsPerDay / 2 }} />
        </div>
        {lanes.map((lane) => (
          <LaneStrip
            key={lane.release?.id ?? 0}
            project={project}
            lane={lane}
            scale={scale}
            seen={seen}
            reschedule={reschedule}
            likely={likely}
            goTo={goTo}
          />
        ))}
      </div>
    </section>
  );
}

function lineName(words: Words, { zoom }: TimeScale, day: string): string {
  const format = dayFormat(words.language);
  // The year where it begins; elsewhere it would stand in the way.
  if (zoom === 'weeks')
    return Number(day.slice(5, 7)) === 1 && Number(day.slice(8)) <= 7 ? format.long(day) : format.short(day);
  if (zoom === 'months') return format.month(day);
  return words.t('timeline.quarter', { quarter: String((Number(day.slice(5, 7)) + 2) / 3), year: day.slice(0, 4) });
}
