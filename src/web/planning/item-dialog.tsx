import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Item, Member, Project, Status } from '../../client/native.ts';
import { followEvents } from '../live/follow-events.ts';
import { native } from '../native.ts';
import { cannotShow } from '../parts/cannot-show.ts';
import { ConflictChoice } from '../parts/conflict-choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { NewerBar } from '../parts/newer-bar.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { useEdit } from '../parts/use-edit.ts';
import { Passport } from '../passport/passport.tsx';
import { membersQuery, statusesQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

interface ItemDialogProps {
  readonly project: Project;
  readonly itemId: number;
  readonly canChange: boolean;
  readonly onClose: () => void;
}

/** One item, to be read and changed. */
export function ItemDialog({ project, itemId, canChange, onClose }: ItemDialogProps) {
  const words = useWords();
  const item = useQuery({ queryKey: ['item', itemId], queryFn: () => native.getItem(itemId), staleTime: 0 });
  const statuses = useQuery(statusesQuery(project.id));
  const members = useQuery(membersQuery(project.id));
  const failed = [item, statuses, members].find(cannotShow);
  return (
    <Dialog title={item.data?.key ?? words.t('frame.loading')} onClose={onClose}>
      {failed === undefined ? null : <Trouble error={failed.error} again={failed.refetch} />}
      {item.isPending || statuses.isPending || members.isPending ? <Loading /> : null}
      {item.data === undefined || statuses.data === undefined || members.data === undefined ? null : (
        <ItemForm
          key={item.data.id}
          item={item.data}
          statuses={statuses.data}
          people={peopleFor(item.data, members.data)}
          canChange={canChange}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

/** Whom an item can be given to: who sees the project, and whoever has it now. */
function peopleFor({ assignee }: Item, members: readonly Member[]): readonly Pick<Member, 'id' | 'name'>[] {
  return assignee === null || members.some(({ id }) => id === assignee.id) ? members : [assignee, ...members];
}

const fields = ['title', 'statusId', 'estimate', 'assigneeId', 'description'] as const;
type Field = (typeof fields)[number];
type Value = string | number | null;

function valuesOf({ title, status, estimate, assignee, description }: Item): Readonly<Record<Field, Value>> {
  return { title, statusId: status.id, estimate, assigneeId: assignee?.id ?? null, description };
}

interface ItemFormProps extends Pick<ItemDialogProps, 'canChange' | 'onClose'> {
  readonly item: Item;
  readonly statuses: readonly Status[];
  readonly people: readonly Pick<Member, 'id' | 'name'>[];
}

function ItemForm({ item, statuses, people, canChange, onClose }: ItemFormProps) {
  const words = useWords();
  const queries = useQueryClient();
  const edit = useEdit<Item, Field, Value>({
    fields,
    thing: item,
    valuesOf,
    send: (version, { title, statusId, estimate, assigneeId, description }) =>
      native.changeItem(item.id, version, {
        ...(typeof title === 'string' ? { title } : {}),
        ...(typeof statusId === 'number' ? { statusId } : {}),
        ...(estimate === undefined || typeof estimate === 'string' ? {} : { estimate }),
        ...(assigneeId === undefined || typeof assigneeId === 'string' ? {} : { assigneeId }),
        ...(description === undefined || typeof description === 'number' ? {} : { description }),
      }),
    read: () => native.getItem(item.id),
    onSaved: (saved) => {
      queries.setQueryData(['item', item.id], saved);
      const { id: itemId, projectId } = saved;
      void followEvents(queries, [{ kind: 'item.changed', projectId, iterationId: null, itemId }]);
      onClose();
    },
  });
  const { values, set, meeting, chosen } = edit;
  const nameOf = (field: Field) => words.t(`planning.field.${field}`);
  const show = (field: Field, value: Value) =>
    value === null || value === ''
      ? words.t('edit.nothing')
      : field === 'statusId' || field === 'assigneeId'
        ? ([...(field === 'statusId' ? statuses : people)].find(({ id }) => id === value)?.name ?? '')
        : String(value);
  const isDecided = (meeting?.conflicts ?? []).every(({ field }) => chosen[field] !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void edit.save();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <FormTrouble error={edit.trouble} />
      <NewerBar edit={edit} />
      {meeting === null ? null : (
        <ConflictChoice
          by={meeting.by}
          version={meeting.version}
          conflicts={meeting.conflicts}
          nameOf={nameOf}
          show={show}
          chosen={chosen}
          choose={edit.choose}
        />
      )}
      <TextInput
        label={nameOf('title')}
        required
        readOnly={!canChange}
        maxLength={1024}
        value={String(values.title ?? '')}
        onChange={(event) => set('title', event.currentTarget.value)}
        autoFocus
      />
      <div className="fields">
        <NativeSelect
          label={nameOf('statusId')}
          disabled={!canChange}
          value={String(values.statusId)}
          onChange={(event) => set('statusId', Number(event.currentTarget.value))}
          data={statuses.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <NumberField
          label={nameOf('estimate')}
          readOnly={!canChange}
          value={typeof values.estimate === 'number' ? values.estimate : null}
          onChange={(value) => set('estimate', value)}
        />
      </div>
      <NativeSelect
        label={nameOf('assigneeId')}
        disabled={!canChange}
        value={String(values.assigneeId ?? '')}
        onChange={({ currentTarget: { value } }) => set('assigneeId', value === '' ? null : Number(value))}
        data={[
          { value: '', label: words.t('planning.unassigned') },
          ...people.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <Textarea
        label={nameOf('description')}
        readOnly={!canChange}
        autosize
        minRows={3}
        maxRows={14}
        value={String(values.description ?? '')}
        onChange={(event) => set('description', event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
      <ItemFacts item={item} />
      <Passport itemId={item.id} />
      {canChange ? (
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {words.t(meeting === null ? 'frame.cancel' : 'edit.discardMine')}
          </Button>
          <Button type="submit" loading={edit.isSaving} disabled={!edit.isDirty || !isDecided}>
            {words.t(meeting === null ? 'frame.save' : 'edit.saveMerged')}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function ItemFacts({ item }: { readonly item: Item }) {
  const words = useWords();
  const { iterations, tags, version } = item;
  return (
    <div className="facts">
      {iterations.length === 0 ? null : <span>{iterations.map(({ title }) => title).join(', ')}</span>}
      {tags.length === 0 ? null : <span>{tags.join(', ')}</span>}
      <span>{words.t('iteration.version', { version })}</span>
    </div>
  );
}
