import { DateInput, type DateInputProps, DatesProvider } from '@mantine/dates';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import 'dayjs/locale/ru.js';
import '../styles/dates.css';
import { useWords } from '../words/use-words.ts';
import { preferences } from './preferences.ts';
import { usePlaceForPopups } from './within-dialog.ts';

dayjs.extend(customParseFormat);

const formats = { en: 'D MMM YYYY', ru: 'DD.MM.YYYY' } as const;
/** What people type besides, most telling first. */
const typed = ['D MMM YYYY', 'DD.MM.YYYY', 'D.M.YYYY', 'YYYY-MM-DD', 'D.M.YY', 'D MMM'] as const;

interface DayInputProps extends Omit<DateInputProps, 'value' | 'onChange' | 'type' | 'valueFormat' | 'dateParser'> {
  /** `YYYY-MM-DD`; null for none. */
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
}

/** A calendar day, typed as the language writes it or chosen from a calendar. */
export function DayInput({ value, onChange, ...rest }: DayInputProps) {
  const { t, language } = useWords();
  const target = usePlaceForPopups();
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: preferences().weekStart === 7 ? 0 : 1 }}>
      <DateInput
        value={value}
        onChange={(day) => onChange(day)}
        valueFormat={formats[language]}
        dateParser={(text) => dayOf(text, language)}
        popoverProps={{
          transitionProps: { duration: 0 },
          ...(target === undefined ? {} : { portalProps: { target } }),
        }}
        clearable
        // Those of the months beside it are pale beyond reading, and are shown with their own month.
        hideOutsideDates
        ariaLabels={{
          previousMonth: t('frame.monthBefore'),
          nextMonth: t('frame.monthAfter'),
          previousYear: t('frame.yearBefore'),
          nextYear: t('frame.yearAfter'),
          previousDecade: t('frame.decadeBefore'),
          nextDecade: t('frame.decadeAfter'),
        }}
        clearButtonProps={{ 'aria-label': t('frame.clear') }}
        {...rest}
      />
    </DatesProvider>
  );
}

function dayOf(text: string, language: 'en' | 'ru'): string | null {
  for (const format of typed) {
    const found = dayjs(text.trim(), format, language, true);
    if (found.isValid()) return found.format('YYYY-MM-DD');
  }
  return null;
}
