import { Alert, Button, Checkbox, Radio } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { WorkPatterns } from '../../client/capacity.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { Weekdays } from '../settings/weekdays.tsx';
import { useWords } from '../words/use-words.ts';
import { patternsQuery } from './capacity-queries.ts';
import { type Level, type Pattern, savePattern } from './save-pattern.ts';
import '../styles/settings.css';

interface PatternDialogProps {
  readonly projectId: number;
  /** Null: only what holds in the whole project is asked for. */
  readonly iterationId: number | null;
  readonly personId: number;
  readonly name: string;
  /** Of the iteration, if there is one, else of the project. */
  readonly patterns: WorkPatterns;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const fullTime = { weekdays: null, hoursPerDay: 8, allocation: 1, focus: 1 } as const;

/** How much a person works for the team, in one iteration or in all of the project. */
export function PatternDialog(props: PatternDialogProps) {
  const { projectId, iterationId, personId, name, patterns, onClose, onSaved } = props;
  const { t } = useWords();
  const queries = useQueryClient();
  const own = iterationId === null ? undefined : patterns.patterns.find((each) => each.personId === personId);
  const inForce = patterns.inForce.find((each) => each.personId === personId);
  const [level, setLevel] = useState<Level['of']>(own === undefined ? 'projects' : 'iterations');
  const [pattern, setPattern] = useState<Pattern>({ ...(inForce ?? { ...fullTime, personId }) });
  const { weekdays, hoursPerDay, allocation, focus } = pattern;
  const inProject = { of: 'projects', id: projectId } as const;
  const shown = iterationId === null ? inProject : ({ of: 'iterations', id: iterationId } as const);
  const change = (part: Partial<Pattern>) => setPattern({ ...pattern, ...part });
  const save = useMutation({
    mutationFn: (wanted: Pattern | null) =>
      savePattern(level === 'projects' || iterationId === null ? inProject : { of: level, id: iterationId }, {
        personId,
        wanted,
        seen: level === 'iterations' ? (own ?? null) : own === undefined ? (inForce ?? null) : undefined,
      }),
    onSuccess: ({ isSaved }) => (isSaved ? onSaved() : queries.invalidateQueries(patternsQuery(shown))),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(pattern);
  };
  const canRemove = level === 'iterations' ? own !== undefined : inForce !== undefined;
  const percent = (value: number | null) => Math.min(100, value ?? 0) / 100;
  return (
    <Dialog title={t('capacity.workOf', { name })} onClose={onClose}>
      <form className="stack" noValidate onSubmit={submit}>
        <FormTrouble error={save.error} />
        {save.data?.isSaved === false ? (
          <Alert variant="outline" color="red" role="alert">
            {t('capacity.changedMeanwhile', { name })}
          </Alert>
        ) : null}
        {iterationId === null ? null : (
          <Radio.Group
            label={t('capacity.where')}
            value={level}
            onChange={(value) => setLevel(value === 'projects' ? value : 'iterations')}
          >
            <div className="weekdays">
              <Radio value="projects" label={t('capacity.everywhere')} />
              <Radio value="iterations" label={t('capacity.onlyHere')} />
            </div>
          </Radio.Group>
        )}
        <Checkbox
          label={t('capacity.asTeam')}
          checked={weekdays === null}
          onChange={({ currentTarget: { checked } }) => change({ weekdays: checked ? null : [1, 2, 3, 4, 5] })}
        />
        {weekdays === null ? null : (
          <fieldset className="choice">
            <legend>{t('capacity.weekdays')}</legend>
            <Weekdays weekdays={weekdays} onChange={(days) => change({ weekdays: [...days] })} />
          </fieldset>
        )}
        <div className="fields">
          <NumberField
            label={t('capacity.hoursPerDay')}
            value={hoursPerDay}
            onChange={(value) => change({ hoursPerDay: value ?? 0 })}
          />
          <NumberField
            label={t('capacity.allocation')}
            value={Math.round(allocation * 100)}
            onChange={(value) => change({ allocation: percent(value) })}
          />
          <NumberField
            label={t('capacity.focus')}
            value={Math.round(focus * 100)}
            onChange={(value) => change({ focus: percent(value) })}
          />
        </div>
        <p className="dim">{t('capacity.focusHint')}</p>
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          {canRemove ? (
            <Button variant="default" loading={save.isPending} onClick={() => save.mutate(null)}>
              {t(level === 'iterations' ? 'capacity.asProject' : 'capacity.notPlannedAnyMore')}
            </Button>
          ) : null}
          <Button type="submit" loading={save.isPending} disabled={weekdays?.length === 0 || !(hoursPerDay > 0)}>
            {t('frame.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
