import { NativeSelect, TextInput } from '@mantine/core';
import type { ClosePlan } from '../../client/closes.ts';
import { partOf } from '../parts/amounts.ts';
import { useWords } from '../words/use-words.ts';
import { destinationIn, destinationOf, type ItemChoice, keyOf } from './close-wish.ts';

interface ClosePreviewProps {
  readonly plan: ClosePlan;
  readonly choices: Readonly<Record<number, ItemChoice>>;
  readonly names: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (itemId: number, choice: ItemChoice) => void;
}

/** What a close would come to: its figures, how full the iterations get that take the rest, and each item's way. */
export function ClosePreview({ plan, choices, names, choose }: ClosePreviewProps) {
  const words = useWords();
  const { closing, scope, done } = plan.statement;
  return (
    <>
      <div className="stack" aria-live="polite">
        <p className="numbers">
          {words.t('closing.result', {
            points: partOf(words, 'points', closing.velocity.points, scope.points),
            items: partOf(words, 'items', done.items, scope.items),
          })}
        </p>
        <LeftOut plan={plan} />
        <Destinations plan={plan} />
        <People of={plan.items.flatMap(({ notified }) => notified)} text="closing.notified" />
        <People of={plan.items.flatMap(({ assigneeAway }) => assigneeAway ?? [])} text="closing.away" />
      </div>
      {plan.items.length === 0 ? null : (
        <details open={plan.undecided.length > 0 ? true : undefined}>
          <summary>{words.t('closing.itemByItem')}</summary>
          <ul className="destinations close-items">
            {plan.items.map((item) => (
              <Row
                key={item.id}
                item={item}
                choice={choices[item.id]}
                isUndecided={plan.undecided.includes(item.id)}
                names={names}
                choose={choose}
              />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What came too late for the day on which it ended. */
function LeftOut({ plan: { leftOut } }: Pick<ClosePreviewProps, 'plan'>) {
  const words = useWords();
  if (leftOut === null || leftOut.items === 0) return null;
  return (
    <p className="event">
      {words.t('closing.leftOut', {
        items: words.t('amounts.items', { count: leftOut.items }),
        points: words.t('amounts.points', { count: leftOut.done.points }),
      })}
    </p>
  );
}

interface PeopleProps {
  readonly of: readonly { readonly id: number; readonly name: string }[];
  readonly text: 'closing.notified' | 'closing.away';
}

/** People by name, each once. */
function People({ of, text }: PeopleProps) {
  const words = useWords();
  const names = [...new Map(of.map(({ id, name }) => [id, name])).values()];
  return names.length === 0 ? null : <p>{words.t(text, { names: names.join(', ') })}</p>;
}

function Destinations({ plan }: Pick<ClosePreviewProps, 'plan'>) {
  const words = useWords();
  const amount = (value: number) => words.t('amounts.points', { count: value });
  return plan.destinations.map(({ iterationId, title, present, arriving, maxCapacity, load }) => (
    <p key={iterationId ?? 'new'} className="numbers">
      {words.t('closing.load', {
        title,
        before: amount(present.points),
        after:
          maxCapacity === null
            ? amount(present.points + arriving.points)
            : partOf(words, 'points', present.points + arriving.points, maxCapacity),
      })}
      {load === 'over' ? (
        <span className="over">
          {` · ${words.t('iteration.overBy', {
            amount: amount(present.points + arriving.points - (maxCapacity ?? 0)),
          })}`}
        </span>
      ) : null}
    </p>
  ));
}

interface RowProps extends Pick<ClosePreviewProps, 'names' | 'choose'> {
  readonly item: ClosePlan['items'][number];
  readonly choice: ItemChoice | undefined;
  readonly isUndecided: boolean;
}

function Row({ item, choice, isUndecided, names, choose }: RowProps) {
  const words = useWords();
  const to = choice?.to ?? destinationOf(item);
  const points = item.estimate === null ? '–' : words.t('amounts.points', { count: item.estimate });
  const { assigneeAway: away } = item;
  const warnings = [
    ...item.warnings.map((warning) => words.t(`closing.warning.${warningOf(warning)}`)),
    ...(away === null ? [] : [words.t('closing.itemAway', { name: away.name })]),
  ];
  return (
    <li>
      <span>
        <span className="key">{item.key ?? item.id}</span> {item.title} <span className="dim numbers">{points}</span>
        {warnings.length === 0 ? null : <span className="event"> {warnings.join(' ')}</span>}
        {item.notified.length === 0 ? null : (
          <span className="dim">
            {' '}
            {words.t('closing.notified', { names: item.notified.map(({ name }) => name).join(', ') })}
          </span>
        )}
      </span>
      <NativeSelect
        size="xs"
        aria-label={words.t('closing.wayOf', { key: item.key ?? item.id })}
        value={keyOf(to)}
        onChange={({ currentTarget: { value } }) => choose(item.id, { ...choice, to: destinationIn(value) })}
        data={[...names]}
      />
      {isUndecided || choice?.note !== undefined ? (
        <TextInput
          className="whole-row"
          size="xs"
          label={words.t('closing.note')}
          maxLength={1000}
          defaultValue={choice?.note ?? ''}
          onBlur={({ currentTarget: { value } }) => choose(item.id, { to, note: value.trim() })}
        />
      ) : null}
    </li>
  );
}

function warningOf(warning: string): 'third_carry' | 'unestimated' | 'blocked' {
  return warning === 'third_carry' || warning === 'blocked' ? warning : 'unestimated';
}
