import { createTheme } from '@mantine/core';

/**
 * Mantine as it passes WCAG 2.2 AA: filled colours dark enough for their text in both schemes, text chosen by the
 * colour beneath it, motion switched off for whoever asks the system for that.
 */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
});
