import type { Velocity } from '../../client/native.ts';
import { numberIn } from '../parts/amounts.ts';
import { Figure } from '../parts/figure.tsx';
import { useWords } from '../words/use-words.ts';

/** What can be said in a few figures; or that it is too early for that. */
export function VelocityFigures({ velocity }: { readonly velocity: Velocity }) {
  const words = useWords();
  const { summary, next, reliability, sample } = velocity;
  const points = (count: number) => words.t('amounts.points', { count });
  const band = next.find((each) => each.band !== null)?.band ?? null;
  if (summary === null) return <p className="dim">{words.t('velocity.none')}</p>;
  return (
    <>
      <dl className="counters">
        <Figure
          name={words.t('velocity.mean')}
          figure={points(summary.mean)}
          more={[
            words.t('velocity.median', { median: numberIn(words, summary.median) }),
            words.t('velocity.ofIterations', { count: sample.length }),
          ]}
        />
        <Figure
          name={words.t('velocity.range')}
          figure={`${numberIn(words, summary.least)}–${points(summary.most)}`}
          more={
            summary.variation === null
              ? []
              : [words.t('velocity.variation', { percent: Math.round(summary.variation * 100) })]
          }
        />
        {band === null ? null : (
          <Figure
            name={words.t('velocity.next')}
            figure={words.t('velocity.atLeast', { amount: points(band.p15) })}
            more={[words.t('velocity.middle', { amount: points(band.p50) })]}
          />
        )}
        {reliability.points === null ? null : (
          <Figure
            name={words.t('velocity.kept')}
            figure={words.t('velocity.percent', { percent: Math.round(reliability.points * 100) })}
            more={[words.t('velocity.keptHint')]}
          />
        )}
      </dl>
      {band === null ? <p className="dim">{words.t('velocity.tooFew')}</p> : null}
    </>
  );
}
