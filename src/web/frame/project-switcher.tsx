import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { projectsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** Which project this is, and the way to the others. */
export function ProjectSwitcher({ current }: { readonly current: string | undefined }) {
  const words = useWords();
  const projects = useQuery(projectsQuery);
  const shown = projects.data?.find(({ key }) => key === current);
  return (
    <Menu position="bottom-start" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button
          className="project-switcher"
          variant="default"
          size="xs"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`${words.t('frame.chooseProject')}: ${shown?.title ?? words.t('frame.allProjects')}`}
        >
          {shown?.title ?? words.t('frame.allProjects')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="project-list">
        {(projects.data ?? []).map(({ key, title }) => (
          <Menu.Item
            key={key}
            rightSection={<span className="key">{key}</span>}
            renderRoot={(props) => <Link to="/p/$project/iterations" params={{ project: key }} {...props} />}
          >
            {title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item renderRoot={(props) => <Link to="/projects" {...props} />}>{words.t('frame.allProjects')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
