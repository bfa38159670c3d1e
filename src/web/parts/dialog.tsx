import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

interface DialogProps {
  readonly title: string;
  /** Absent: there is no way out but what stands in the dialog. */
  readonly onClose?: () => void;
  /** `lg` for what needs two columns. */
  readonly size?: 'md' | 'lg';
  readonly children: ReactNode;
}

/** A dialog over the page: it keeps the focus inside, gives it back, and closes by Escape. */
export function Dialog({ title, onClose, size = 'md', children }: DialogProps) {
  const words = useWords();
  return (
    <Modal.Root
      opened
      onClose={onClose ?? (() => {})}
      centered
      size={size}
      transitionProps={{ duration: 0 }}
      closeOnClickOutside={false}
      // The style sheet holds the page behind it still; Mantine would write a style that the policy refuses.
      lockScroll={false}
      closeOnEscape={onClose !== undefined}
    >
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content>
        {/* Mantine's own header is a `<header>`, which would be a second banner of the page. */}
        <div className="dialog-head">
          <Modal.Title component="h2">{title}</Modal.Title>
          {onClose === undefined ? null : <Modal.CloseButton aria-label={words.t('frame.closeDialog')} />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
