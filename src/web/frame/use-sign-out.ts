import { useMutation, useQueryClient } from '@tanstack/react-query';
import { native } from '../native.ts';
import { sessionQuery } from '../queries.ts';

/** Signs out, and forgets whatever was read meanwhile. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: native.signOut,
    onSuccess: () => {
      queries.setQueryData(sessionQuery.queryKey, { me: null, ended: null });
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  });
  return () => mutate();
}
