import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MadeToken } from '../../client/native.ts';
import { native } from '../native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { NameField } from '../parts/name-field.tsx';
import { projectsQuery, tokensQuery } from '../queries.ts';
import { addDays, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

interface NewTokenDialogProps {
  readonly onClose: () => void;
  readonly onMade: (token: MadeToken) => void;
}

const scopes = ['read', 'write', 'admin'] as const;

/** Makes a token: what it may, where, and until when. */
export function NewTokenDialog({ onClose, onMade }: NewTokenDialogProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const projects = useQuery(projectsQuery);
  const [name, setName] = useState('');
  const [scope, setScope] = useState<(typeof scopes)[number]>('read');
  const [projectId, setProjectId] = useState('');
  const [lastDay, setLastDay] = useState<string | null>(() => addDays(todayIn('UTC'), 90));
  const create = useMutation({
    mutationFn: () =>
      native.createToken({
        name: name.trim(),
        scope,
        projectId: projectId === '' ? null : Number(projectId),
        expiresAt: lastDay === null ? null : `${lastDay}T23:59:59Z`,
      }),
    onSuccess: async (token) => {
      onMade(token);
      await queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
      onClose();
    },
  });
  const words = { read: t('programs.scopeRead'), write: t('programs.scopeWrite'), admin: t('programs.scopeAdmin') };
  return (
    <FormDialog
      title={t('programs.newToken')}
      deed={t('timeline.create')}
      isPending={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() => create.mutate()}
    >
      <NameField isFirst label={t('programs.name')} value={name} onChange={setName} />
      <NativeSelect
        label={t('programs.scope')}
        value={scope}
        onChange={(event) => setScope(scopes.find((each) => each === event.currentTarget.value) ?? 'read')}
        data={scopes.map((each) => ({ value: each, label: words[each] }))}
      />
      <NativeSelect
        label={t('programs.onlyProject')}
        value={projectId}
        onChange={(event) => setProjectId(event.currentTarget.value)}
        data={[
          { value: '', label: t('programs.everyProject') },
          ...(projects.data ?? []).map(({ id, title }) => ({ value: String(id), label: title })),
        ]}
      />
      <DayInput
        label={t('programs.expiresDay')}
        description={t('programs.expiresHint')}
        value={lastDay}
        onChange={setLastDay}
      />
    </FormDialog>
  );
}
