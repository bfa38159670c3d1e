import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Member, Role } from '../../client/native.ts';
import { native } from '../native.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayAdminister } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { tell, tellTrouble } from '../parts/toast.ts';
import { membersQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

const roles = ['viewer', 'member', 'admin'] as const;

/** Who can see a project, and what they may do in it. */
export function MembersPage() {
  const { t } = useWords();
  const project = useProject();
  const members = useQuery(membersQuery(project.id));
  const isAdmin = mayAdminister(useMe(), project.id);
  usePageTitle(t('settings.members'));
  return (
    <>
      <h1>{t('settings.members')}</h1>
      {members.isPending ? <Loading /> : null}
      {members.isError ? <Trouble error={members.error} again={members.refetch} /> : null}
      {members.data === undefined ? null : (
        <section className="card table-box settings-width">
          <table className="settings-table stacked">
            <thead>
              <tr>
                <th scope="col">{t('settings.person')}</th>
                <th scope="col">{t('settings.role')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {members.data.map((member) => (
                <MemberRow key={member.id} projectId={project.id} member={member} canChange={isAdmin} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {isAdmin ? <Invite projectId={project.id} /> : null}
    </>
  );
}

interface MemberRowProps {
  readonly projectId: number;
  readonly member: Member;
  readonly canChange: boolean;
}

function MemberRow({ projectId, member, canChange }: MemberRowProps) {
  const words = useWords();
  const { t } = words;
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { id, name, login, ownRole, organizationRole } = member;
  const onSettled = () => queries.invalidateQueries({ queryKey: membersQuery(projectId).queryKey });
  const onError = (error: unknown) => tellTrouble(words, error);
  const change = useMutation({
    mutationFn: (role: Role) => native.changeRole(projectId, id, role),
    onSuccess: () => tell(t('frame.saved')),
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => native.removeMember(projectId, id),
    onSuccess: () => tell(t('settings.removedMember', { name })),
    onError,
    onSettled,
  });
  const choose = (text: string) => {
    const role = roles.find((each) => each === text);
    if (role !== undefined) change.mutate(role);
  };
  return (
    <tr>
      <th scope="row">
        {name}
        <div className="dim">
          {login}
          {member.isActive ? '' : `, ${t('settings.inactive')}`}
        </div>
      </th>
      <td>
        {canChange ? (
          <NativeSelect
            aria-label={t('settings.roleOf', { name })}
            value={ownRole ?? ''}
            disabled={change.isPending}
            onChange={(event) => choose(event.currentTarget.value)}
            data={[
              ...(ownRole === null ? [{ value: '', label: t('settings.asOrganization') }] : []),
              ...roles.map((role) => ({ value: role, label: t(`settings.${role}`) })),
            ]}
          />
        ) : (
          t(`settings.${member.role}`)
        )}
        {organizationRole === null ? null : (
          <div className="dim">{t('settings.throughOrganization', { role: t(`settings.${organizationRole}`) })}</div>
        )}
      </td>
      <td className="actions">
        {canChange && ownRole !== null ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('settings.removeNamed', { name })}
            onClick={() => setAsking(true)}
          >
            {t('settings.remove')}
          </Button>
        ) : null}
        {isAsking ? (
          <AskFirst
            question={t('settings.removeMember', { name })}
            deed={t('settings.removeNamed', { name })}
            onClose={() => setAsking(false)}
            onDo={() => remove.mutate()}
          />
        ) : null}
      </td>
    </tr>
  );
}

function Invite({ projectId }: { readonly projectId: number }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const invite = useMutation({
    mutationFn: () => native.invite(projectId, { email: email.trim(), role }),
    onSuccess: async ({ name }) => {
      setEmail('');
      tell(t('settings.invited', { name }));
      await queries.invalidateQueries({ queryKey: membersQuery(projectId).queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <form className="card settings-form" onSubmit={submit}>
      <h2>{t('settings.invite')}</h2>
      <FormTrouble error={invite.error} />
      <p className="dim">{t('settings.inviteHint')}</p>
      <div className="inline-form">
        <TextInput
          label={t('settings.email')}
          type="email"
          required
          withAsterisk={false}
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('settings.role')}
          value={role}
          onChange={(event) => setRole(roles.find((each) => each === event.currentTarget.value) ?? 'member')}
          data={roles.map((each) => ({ value: each, label: t(`settings.${each}`) }))}
        />
        <Button type="submit" loading={invite.isPending}>
          {t('settings.invite')}
        </Button>
      </div>
    </form>
  );
}
