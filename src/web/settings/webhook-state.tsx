import type { Webhook } from '../../client/webhooks.ts';
import { useWords } from '../words/use-words.ts';

const words = { on: 'programs.stateOn', off: 'programs.stateOff', failed: 'programs.stateFailed' } as const;

/** Whether a webhook is told of what happens, and why not. */
export function WebhookState({ webhook: { state, reason } }: { readonly webhook: Webhook }) {
  const { t } = useWords();
  return (
    <span className={state === 'failed' ? 'over' : undefined}>
      {t(words[state])}
      {reason === null ? null : <span className="dim"> {reason}</span>}
    </span>
  );
}
