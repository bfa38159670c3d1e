import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../client/administration.ts';
import { administration } from '../native.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { useMe } from '../parts/place.ts';
import { tell, tellTrouble } from '../parts/toast.ts';
import { accountsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { roleChoices, roleIn } from './role-choices.ts';

interface AccountRowProps {
  readonly account: Account;
  /** Told a password that was just made up; null where it was told before. */
  readonly onPassword: (password: string | null) => void;
}

/** A person: their role, and what an administrator does about their sign-in. */
export function AccountRow({ account, onPassword }: AccountRowProps) {
  const words = useWords();
  const { t } = words;
  const queries = useQueryClient();
  const isMe = useMe().id === account.id;
  const [asking, ask] = useState<'reset' | 'switchOff' | null>(null);
  const { id, name, login, role, isActive } = account;
  const onError = (error: unknown) => tellTrouble(words, error);
  const onSettled = () => queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
  const change = useMutation({
    mutationFn: (patch: Parameters<typeof administration.changeAccount>[1]) => administration.changeAccount(id, patch),
    onSuccess: (_changed, patch) => tell(saidOf(patch)),
    onError,
    onSettled,
  });
  const saidOf = ({ isActive: isOn }: { readonly isActive?: boolean }) => {
    if (isOn === undefined) return t('frame.saved');
    return isOn ? t('administration.isOn', { name }) : t('administration.isOff', { name });
  };
  const reset = useMutation({
    mutationFn: () => administration.resetPassword(id),
    onSuccess: ({ password }) => onPassword(password),
    onError,
  });
  return (
    <tr>
      <th scope="row">
        {name}
        {isMe ? <span className="dim">{` (${t('administration.you')})`}</span> : null}
        <div className="dim">{login}</div>
        {isActive ? null : <div className="over">{t('administration.inactive')}</div>}
      </th>
      <td>
        <div className="buttons">
          <NativeSelect
            aria-label={t('settings.roleOf', { name })}
            value={role ?? ''}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ role: roleIn(event.currentTarget.value) })}
            data={roleChoices(t)}
          />
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('administration.resetNamed', { name })}
            loading={reset.isPending}
            onClick={() => ask('reset')}
          >
            {t('administration.reset')}
          </Button>
          {isMe ? null : (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t(isActive ? 'administration.switchOffNamed' : 'administration.switchOnNamed', { name })}
              loading={change.isPending}
              onClick={() => (isActive ? ask('switchOff') : change.mutate({ isActive: true }))}
            >
              {t(isActive ? 'administration.switchOff' : 'administration.switchOn')}
            </Button>
          )}
        </div>
        {asking === null ? null : (
          <AskFirst
            question={t(`administration.${asking}Ask`, { name })}
            deed={t(`administration.${asking}Named`, { name })}
            onClose={() => ask(null)}
            onDo={() => (asking === 'reset' ? reset.mutate() : change.mutate({ isActive: false }))}
          />
        )}
      </td>
    </tr>
  );
}
