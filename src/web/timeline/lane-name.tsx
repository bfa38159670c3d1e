import { Link } from '@tanstack/react-router';
import type { Iteration, Project } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';

interface LaneNameProps {
  readonly project: Project;
  readonly release: Iteration | null;
}

/** What a lane is called, and the way to its release. */
export function LaneName({ project, release }: LaneNameProps) {
  const words = useWords();
  if (release === null) return words.t('timeline.noReleases');
  return (
    <Link
      to="/p/$project/releases/$release"
      params={{ project: project.key, release: release.id }}
      className="lane-link"
      title={release.title}
    >
      {release.title}
    </Link>
  );
}
