import { type MantineColorScheme, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { usePageTitle } from '../parts/page-title.ts';
import { choose, type Preferences, preferences } from '../parts/preferences.ts';
import { OwnPassword } from '../settings/own-password.tsx';
import { chooseLanguage, languages } from '../words/language.ts';
import { weekdayName } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

const schemes = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];
const densities = ['comfortable', 'default', 'compact'] as const;

/** Language, colours, density, the week, and keys: each holds as soon as it is chosen. */
export function PreferencesPage() {
  const { t, language } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [chosen, setChosen] = useState(preferences);
  usePageTitle(t('settings.preferences'));
  const set = (change: Partial<Preferences>) => {
    choose(change);
    setChosen(preferences());
  };
  return (
    <>
      <div>
        <h1>{t('settings.preferences')}</h1>
        <p className="dim">{t('preferences.lead')}</p>
      </div>
      <section className="card settings-form">
        <Choice
          label={t('preferences.language')}
          value={language}
          values={['en', 'ru']}
          name={(each) => languages[each]}
          onChange={(each) => void chooseLanguage(each)}
        />
        <Choice
          label={t('preferences.theme')}
          value={colorScheme}
          values={schemes}
          name={(each) => t(`preferences.${each}`)}
          onChange={setColorScheme}
        />
        <Choice
          label={t('preferences.density')}
          value={chosen.density}
          values={densities}
          name={(each) => t(`preferences.${each}`)}
          onChange={(density) => set({ density })}
        />
        <Choice
          label={t('preferences.weekStart')}
          value={chosen.weekStart === 7 ? 'sunday' : 'monday'}
          values={['monday', 'sunday']}
          name={(each) => weekdayName(language, each === 'monday' ? 1 : 7)}
          onChange={(each) => set({ weekStart: each === 'monday' ? 1 : 7 })}
        />
        <Switch
          label={t('preferences.singleKeys')}
          description={t('preferences.singleKeysHint')}
          checked={chosen.singleKeys}
          onChange={(event) => set({ singleKeys: event.currentTarget.checked })}
        />
      </section>
      <OwnPassword />
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly name: (value: T) => string;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, values, name, onChange }: ChoiceProps<T>) {
  const pick = (text: string) => {
    const found = values.find((each) => each === text);
    if (found !== undefined) onChange(found);
  };
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <SegmentedControl
        transitionDuration={0}
        aria-label={label}
        value={value}
        onChange={pick}
        data={values.map((each) => ({ value: each, label: name(each) }))}
      />
    </fieldset>
  );
}
