import { createContext, useContext } from 'react';
import type { Me, Project } from '../../client/native.ts';

/** Who is signed in; the frame says so around every page. */
export const MeContext = createContext<Me | null>(null);

/** The project whose pages these are; null outside of projects. */
export const ProjectContext = createContext<Project | null>(null);

/** Who is signed in. Only for what is drawn within the frame, which lets nobody else in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('Nobody is signed in here');
  return me;
}

/** The project of the address. Only for pages below `/p/$project`. */
export function useProject(): Project {
  const project = useContext(ProjectContext);
  if (project === null) throw new Error('This page belongs to no project');
  return project;
}
