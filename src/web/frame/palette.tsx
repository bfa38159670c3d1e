import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { native } from '../native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { projectsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { type Destination, pagesLike, thingsIn } from './destinations.ts';

interface PaletteProps {
  /** The key of the project that is looked at. */
  readonly project: string | undefined;
  readonly onClose: () => void;
}

/** Goes to a page, a project, an iteration or an item by a part of its name. */
export function Palette({ project, onClose }: PaletteProps) {
  const { t } = useWords();
  const router = useRouter();
  const list = useId();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), 150);
  const projects = useQuery(projectsQuery);
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: () => native.search(asked),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const shown: readonly Destination[] = [
    ...pagesLike(t, router, project, text),
    ...(text.trim() === '' || found.data === undefined ? [] : thingsIn(router, found.data, projects.data ?? [])),
  ];
  const active = Math.min(index, shown.length - 1);
  const go = async (to: Destination | undefined) => {
    if (to === undefined) return;
    onClose();
    await to.go();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setIndex((active + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === 'Enter') void go(shown[active]);
  };
  return (
    <Dialog title={t('activity.palette')} onClose={onClose}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={shown.length === 0 ? undefined : `${list}-${active}`}
        aria-label={t('activity.paletteHint')}
        placeholder={t('activity.paletteHint')}
        value={text}
        maxLength={256}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setIndex(0);
        }}
        onKeyDown={press}
      />
      <ul className="palette" role="listbox" id={list} aria-label={t('activity.palette')}>
        {shown.map(({ key, name, more }, each) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys, as a combobox does
          <li
            key={key}
            id={`${list}-${each}`}
            role="option"
            aria-selected={each === active}
            tabIndex={-1}
            onClick={() => void go(shown[each])}
            onPointerMove={() => setIndex(each)}
          >
            <span>{name}</span>
            <span className="dim">{more}</span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && !found.isFetching ? <p className="dim">{t('activity.paletteNone')}</p> : null}
    </Dialog>
  );
}
