import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecretWebhook } from '../../client/webhooks.ts';
import { webhooks } from '../native.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { NameField } from '../parts/name-field.tsx';
import { webhooksQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

interface NewWebhookDialogProps {
  readonly projectId: number;
  readonly onClose: () => void;
  readonly onMade: (webhook: SecretWebhook) => void;
}

/** Makes a webhook of a project. */
export function NewWebhookDialog({ projectId, onClose, onMade }: NewWebhookDialogProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [format, setFormat] = useState<'native' | 'kaiten'>('native');
  const [kinds, setKinds] = useState('');
  const create = useMutation({
    mutationFn: () => {
      const chosen = kinds.split(/[\s,]+/).filter((kind) => kind !== '');
      return webhooks.create({ name, url, format, projectId, kinds: chosen.length === 0 ? null : chosen });
    },
    onSuccess: async (webhook) => {
      onMade(webhook);
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('programs.newWebhook')}
      deed={t('timeline.create')}
      isPending={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() => create.mutate()}
    >
      <NameField isFirst label={t('programs.name')} value={name} onChange={setName} />
      <TextInput
        label={t('programs.url')}
        description={t('programs.urlHint')}
        type="url"
        required
        withAsterisk={false}
        maxLength={2048}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('programs.format')}
        value={format}
        onChange={(event) => setFormat(event.currentTarget.value === 'kaiten' ? 'kaiten' : 'native')}
        data={[
          { value: 'native', label: t('programs.formatNative') },
          { value: 'kaiten', label: t('programs.formatKaiten') },
        ]}
      />
      <TextInput
        label={t('programs.kinds')}
        description={t('programs.kindsHint')}
        value={kinds}
        onChange={(event) => setKinds(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
