import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Scorecard } from '../../client/forecasts.ts';
import type { Project } from '../../client/native.ts';
import { forecasts } from '../native.ts';
import { numberIn } from '../parts/amounts.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { TableBox } from '../parts/table-box.tsx';
import { useWords } from '../words/use-words.ts';

const questions = ['how_many', 'when', 'in_turn', 'points', 'when_points'] as const;
const outcomes = ['met', 'partly', 'missed', 'changed', 'abandoned'] as const;

/** How well the future of a project was foretold before. */
export function ScorecardCard({ project }: { readonly project: Project }) {
  const words = useWords();
  const card = useQuery({
    queryKey: ['velocity', project.id, 'scorecard'],
    queryFn: () => forecasts.getScorecard(project.id),
  });
  if (card.isError) return <Trouble error={card.error} again={card.refetch} />;
  if (card.data === undefined) return <Loading />;
  const settled = card.data.forecasts.filter(({ p50 }) => p50.forecasts > 0);
  return (
    <section className="card stack small" aria-labelledby="scorecard">
      <h2 id="scorecard">{words.t('forecast.scorecard')}</h2>
      <p className="dim">{words.t('forecast.scorecardHint')}</p>
      {settled.length === 0 ? <p>{words.t('forecast.noneSettled')}</p> : <Held rows={settled} />}
      {[card.data.days, card.data.iterations].some(({ tests }) => tests.some((each) => each.forecasts > 0)) ? (
        <>
          <h3>{words.t('forecast.backTest')}</h3>
          <p className="dim">{words.t('forecast.backTestHint')}</p>
          <BackTests card={card.data} />
        </>
      ) : null}
      {card.data.goals.length === 0 ? null : <Goals project={project} card={card.data} />}
    </section>
  );
}

function Held({ rows }: { readonly rows: Scorecard['forecasts'] }) {
  const words = useWords();
  const held = ({ held: count, forecasts: all, verdict }: Scorecard['forecasts'][number]['p50']) => (
    <>
      {words.t('forecast.heldOf', { held: count, all })}
      {verdict === 'over_confident' ? <span className="over"> {words.t('forecast.overConfident')}</span> : null}
      {verdict === 'under_confident' ? <span className="event"> {words.t('forecast.underConfident')}</span> : null}
    </>
  );
  return (
    <TableBox name={words.t('forecast.scorecard')}>
      <thead>
        <tr>
          <th scope="col">{words.t('forecast.question')}</th>
          {[50, 85, 95].map((percent) => (
            <th key={percent} scope="col">
              {words.t('velocity.percent', { percent })}
            </th>
          ))}
          <th scope="col">{words.t('forecast.loss')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ question, p50, p85, p95, loss }) => (
          <tr key={question}>
            <th scope="row" className="text-cell">
              {words.t(`forecast.questions.${questions.find((each) => each === question) ?? 'when'}`)}
            </th>
            <td>{held(p50)}</td>
            <td>{held(p85)}</td>
            <td>{held(p95)}</td>
            <td>{loss === null ? '–' : numberIn(words, loss)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function BackTests({ card: { iterations, days } }: { readonly card: Scorecard }) {
  const words = useWords();
  const rows = (past: Scorecard['days'], name: 'forecast.windowDays' | 'forecast.windowIterations') => [
    ...past.tests.map(({ window, loss, forecasts: count }) => ({
      name: `${words.t(name, { count: window ?? 0 })}${window === past.window ? ` ${words.t('forecast.inUse')}` : ''}`,
      loss,
      count,
    })),
    ...(['mean', 'last', 'previous'] as const).map((each) => ({
      name: words.t(`forecast.baselines.${each}`),
      loss: past.baselines[each].loss,
      count: past.baselines[each].forecasts,
    })),
  ];
  return (
    <TableBox name={words.t('forecast.backTest')}>
      <thead>
        <tr>
          <th scope="col">{words.t('forecast.way')}</th>
          <th scope="col">{words.t('forecast.loss')}</th>
          <th scope="col">{words.t('forecast.tests')}</th>
        </tr>
      </thead>
      {[
        { title: words.t('forecast.itemsByDay'), found: rows(days, 'forecast.windowDays') },
        { title: words.t('forecast.pointsByIteration'), found: rows(iterations, 'forecast.windowIterations') },
      ].map(({ title, found }) => (
        <tbody key={title}>
          <tr>
            <th scope="rowgroup" colSpan={3} className="text-cell">
              {title}
            </th>
          </tr>
          {found.map(({ name, loss, count }) => (
            <tr key={name}>
              <td className="text-cell">{name}</td>
              <td>{loss === null ? '–' : numberIn(words, loss)}</td>
              <td>{numberIn(words, count)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </TableBox>
  );
}

function Goals({ project, card: { goals, brier } }: { readonly project: Project; readonly card: Scorecard }) {
  const words = useWords();
  const quarters = ['quarter', 'half', 'threeQuarters'] as const;
  const percent = (chance: number | null) =>
    chance === null ? '–' : words.t('velocity.percent', { percent: Math.round(chance * 100) });
  return (
    <>
      <h3>{words.t('forecast.goals')}</h3>
      <TableBox name={words.t('forecast.goals')}>
        <thead>
          <tr>
            <th scope="col">{words.t('velocity.column.iteration')}</th>
            <th scope="col">{words.t('goal.field.outcome')}</th>
            {quarters.map((each) => (
              <th key={each} scope="col">
                {words.t(`forecast.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {goals.map(({ iterationId, title, outcome, odds }) => (
            <tr key={iterationId}>
              <th scope="row">
                <Link
                  to="/p/$project/iterations/$iteration"
                  params={{ project: project.key, iteration: iterationId }}
                  search={{}}
                >
                  {title}
                </Link>
              </th>
              <td>{words.t(`goal.outcome.${outcomes.find((each) => each === outcome) ?? 'met'}`)}</td>
              {quarters.map((each) => (
                <td key={each}>{percent(odds[each])}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{words.t('forecast.brier')}</th>
            <td />
            {quarters.map((each) => (
              <td key={each}>{brier[each] === null ? '–' : numberIn(words, brier[each])}</td>
            ))}
          </tr>
        </tbody>
      </TableBox>
    </>
  );
}
