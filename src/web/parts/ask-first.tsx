import { Button } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import { Dialog } from './dialog.tsx';

interface AskFirstProps {
  readonly question: string;
  /** What the button says: the deed, with the name of the thing. */
  readonly deed: string;
  readonly onClose: () => void;
  readonly onDo: () => void;
}

/** Asks before something is done that cannot be undone. */
export function AskFirst({ question, deed, onClose, onDo }: AskFirstProps) {
  const words = useWords();
  const go = () => {
    onClose();
    onDo();
  };
  return (
    <Dialog title={deed} onClose={onClose}>
      <div className="stack">
        <p>{question}</p>
        <div className="buttons">
          <Button variant="default" onClick={onClose} data-autofocus>
            {words.t('frame.cancel')}
          </Button>
          <Button color="red.9" onClick={go}>
            {deed}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
