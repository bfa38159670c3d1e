import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';
import { isDated } from './lanes.ts';
import { shiftRange } from './time-scale.ts';
import type { Reschedule } from './use-reschedule.ts';

const RemoveDialog = lazy(() =>
  import('../closing/remove-dialog.tsx').then((made) => ({ default: made.RemoveDialog })),
);
const DatesDialog = lazy(() => import('./dates-dialog.tsx').then((made) => ({ default: made.DatesDialog })));

interface BarMenuProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly reschedule: Reschedule;
}

const steps = [
  { word: 'timeline.dayEarlier', days: -1 },
  { word: 'timeline.dayLater', days: 1 },
  { word: 'timeline.weekEarlier', days: -7 },
  { word: 'timeline.weekLater', days: 7 },
] as const;

/** All that dragging does, without dragging; and removing it. */
export function BarMenu({ project, iteration, reschedule }: BarMenuProps) {
  const words = useWords();
  const [asking, ask] = useState<'dates' | 'removal' | null>(null);
  const close = () => ask(null);
  const { id, title } = iteration;
  return (
    <>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon
            className="bar-menu"
            variant="default"
            size={24}
            aria-label={words.t('timeline.actionsOf', { title })}
          >
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            renderRoot={(props) => (
              <Link
                to="/p/$project/iterations/$iteration"
                params={{ project: project.key, iteration: id }}
                {...props}
              />
            )}
          >
            {words.t('timeline.open')}
          </Menu.Item>
          <Menu.Item onClick={() => ask('dates')}>{words.t('timeline.changeDates')}</Menu.Item>
          {isDated(iteration)
            ? steps.map(({ word, days }) => (
                <Menu.Item key={word} onClick={() => reschedule(iteration, shiftRange(iteration, 'all', days))}>
                  {words.t(word)}
                </Menu.Item>
              ))
            : null}
          <Menu.Item className="danger" onClick={() => ask('removal')}>
            {words.t('closing.removeThis')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {asking === 'dates' ? (
          <DatesDialog iteration={iteration} onClose={close} onChosen={(range) => reschedule(iteration, range)} />
        ) : null}
        {asking === 'removal' ? (
          <RemoveDialog project={project} iteration={iteration} onClose={close} onRemoved={close} />
        ) : null}
      </Suspense>
    </>
  );
}
