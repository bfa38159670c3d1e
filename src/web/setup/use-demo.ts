import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { native } from '../native.ts';
import { projectsQuery } from '../queries.ts';

/** Loads the projects of the demo, and leads to what runs in the first of them. */
export function useDemo() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: native.loadDemo,
    onSuccess: async () => {
      const [first] = await queries.fetchQuery({ ...projectsQuery, staleTime: 0 });
      if (first !== undefined) await navigate({ to: '/p/$project/iterations', params: { project: first.key } });
    },
  });
}
