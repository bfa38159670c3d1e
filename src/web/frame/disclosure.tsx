import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface DisclosureProps {
  readonly className?: string;
  /** What the button is called, when what it shows does not say enough. */
  readonly label: string;
  readonly button: ReactNode;
  /** Links and buttons; following one closes it. */
  readonly children: ReactNode;
}

/** A button that opens a few links below it. They close again by Escape, by a choice, or by going elsewhere. */
export function Disclosure({ className = '', label, button, children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const panel = useId();
  useEffect(() => {
    if (!isOpen) return;
    const leave = ({ target }: Event) => {
      if (target instanceof Node && box.current?.contains(target) !== true) setOpen(false);
    };
    const escape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', escape);
    };
  }, [isOpen]);
  return (
    <div className={`disclosure ${className}`} ref={box}>
      <button
        type="button"
        className="disclosure-button"
        aria-expanded={isOpen}
        aria-controls={panel}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys press the links in it, and that is a click */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is in it acts, it only hears of that */}
      <div id={panel} className="disclosure-panel" hidden={!isOpen} onClick={() => setOpen(false)}>
        {isOpen ? children : null}
      </div>
    </div>
  );
}
