import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { FirstProject } from './first-project.tsx';
import { useDemo } from './use-demo.ts';

/** The third step: something to look at, or a project of one's own. Neither ends on an empty page. */
export function FirstPlan() {
  const { t } = useWords();
  const [choice, choose] = useState<'demo' | 'empty'>('empty');
  const demo = useDemo();
  return (
    <div className="sign-in-form">
      <Radio.Group
        label={t('setup.howToBegin')}
        value={choice}
        onChange={(value) => choose(value === 'demo' ? 'demo' : 'empty')}
      >
        <div className="begin-choice">
          <Radio value="empty" label={t('setup.empty')} description={t('setup.emptyHint')} />
          <Radio value="demo" label={t('setup.demo')} description={t('setup.demoHint')} />
        </div>
      </Radio.Group>
      {choice === 'empty' ? <FirstProject /> : null}
      {choice === 'demo' ? (
        <>
          <FormTrouble error={demo.error} />
          <div className="buttons">
            <Button loading={demo.isPending} onClick={() => demo.mutate()}>
              {t('setup.loadDemo')}
            </Button>
          </div>
          {demo.isPending ? (
            <p className="dim" role="status">
              {t('setup.demoRuns')}
            </p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
