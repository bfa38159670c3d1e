import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Move } from '../../client/native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { columnWith, idOf, type Plan } from './plan.ts';

interface MoveDialogProps {
  readonly plan: Plan;
  readonly itemIds: readonly number[];
  readonly onMove: (move: Move) => void;
  readonly onClose: () => void;
}

/**
 * Every place to which items can go, each by one press: the way to move without dragging. Typing leaves those whose name
 * has the text in it; Enter takes the first of them that is elsewhere, arrows go through them.
 */
export function MoveDialog({ plan, itemIds, onMove, onClose }: MoveDialogProps) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [only] = itemIds;
  const from = only === undefined ? undefined : columnWith(plan, only);
  const item = from?.items.find(({ id }) => id === only);
  const what =
    itemIds.length === 1 && item !== undefined
      ? `${item.key} ${item.title}`
      : words.t('amounts.items', { count: itemIds.length });
  const places = plan
    .map((column) => ({ column, name: column.iteration?.title ?? words.t('planning.backlog') }))
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  const first = typed.trim() === '' ? undefined : places.find(({ column }) => column !== from);
  const moveTo = ({ column }: (typeof places)[number], place: Pick<Move, 'after' | 'before'>) =>
    onMove({ itemIds: [...itemIds], to: { iterationId: column.iteration?.id ?? null }, ...place });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (first !== undefined) moveTo(first, { before: null });
  };
  return (
    <Dialog title={words.t('planning.moveTo', { what })} onClose={onClose}>
      <form onSubmit={submit} onKeyDown={walk}>
        <TextInput
          data-autofocus
          aria-label={words.t('planning.findList')}
          placeholder={words.t('planning.findList')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {places.length === 0 ? <p className="dim plan-empty">{words.t('planning.noList')}</p> : null}
        <ul className="destinations">
          {places.map((place) => (
            <li key={idOf(place.column)} data-first={place === first}>
              <span>
                {place.name}
                {place.column === from ? <span className="dim">{` · ${words.t('planning.isHere')}`}</span> : null}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={words.t('planning.toTopOf', { name: place.name })}
                onClick={() => moveTo(place, { after: null })}
              >
                {words.t('planning.toTop')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                data-bottom
                aria-label={words.t('planning.toBottomOf', { name: place.name })}
                onClick={() => moveTo(place, { before: null })}
              >
                {words.t('planning.toBottom')}
              </Button>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  );
}

/** Up and down from the field through the places, and back. */
function walk(event: KeyboardEvent<HTMLFormElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, [data-bottom]')];
  const row = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-bottom]');
  const next = stops[stops.findIndex((stop) => stop === row || stop === document.activeElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
