import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Project } from '../../client/native.ts';
import { forecasts, native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import type { VelocitySearch } from '../velocity/velocity-search.ts';
import { useWords } from '../words/use-words.ts';
import { ForecastAnswer } from './forecast-answer.tsx';
import { ForecastForm } from './forecast-form.tsx';
import { questionOf, type Wish } from './forecast-question.ts';
import '../styles/settings.css';

interface ForecastCardProps {
  readonly project: Project;
  readonly search: VelocitySearch;
}

/** Asks when something will be done, or how much will be. What was answered has an address, and is held against what comes. */
export function ForecastCard({ project, search }: ForecastCardProps) {
  const words = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const canAsk = mayPlan(useMe(), project.id);
  const backlog = useQuery({
    queryKey: ['plan', project.id, 'backlog size'],
    queryFn: async () => (await native.listItems(project.id, { iteration: 'none', limit: '1' })).total,
    enabled: canAsk,
  });
  const { forecast: id } = search;
  const answer = useQuery({
    queryKey: ['forecast', id],
    queryFn: () => forecasts.get(id ?? 0),
    enabled: id !== undefined,
    placeholderData: (before) => before,
  });
  const ask = useMutation({
    mutationFn: (wish: Wish) => forecasts.ask(project.id, questionOf(wish)),
    onSuccess: (given) => {
      queries.setQueryData(['forecast', given.id], given);
      void navigate({ to: '.', search: (now: VelocitySearch) => ({ ...now, forecast: given.id }), replace: true });
    },
  });
  const isElsewhere = answer.data !== undefined && answer.data.projectId !== project.id;
  return (
    <section className="card stack small" aria-labelledby="forecast">
      <h2 id="forecast">{words.t('forecast.title')}</h2>
      <FormTrouble error={ask.error} />
      {canAsk && backlog.isPending ? <Loading /> : null}
      {canAsk && !backlog.isPending ? (
        <ForecastForm backlog={backlog.data ?? 0} isAsking={ask.isPending} onAsk={(wish) => ask.mutate(wish)} />
      ) : null}
      {canAsk ? null : <p className="dim">{words.t('forecast.onlyPlanners')}</p>}
      {answer.isError ? <Trouble error={answer.error} again={answer.refetch} /> : null}
      {answer.data === undefined || isElsewhere ? null : (
        <ForecastAnswer forecast={answer.data} fileName={project.title} />
      )}
    </section>
  );
}
