import { basePath } from '../address.ts';

// Several servers may be below one origin.
const key = `timebox-project ${basePath}`;

/** The key of the project whose pages were seen last in this browser; null if there were none. */
export function lastProjectKey(): string | null {
  return localStorage.getItem(key);
}

/** Keeps the project in mind for the next visit. */
export function rememberProject(projectKey: string): void {
  localStorage.setItem(key, projectKey);
}
