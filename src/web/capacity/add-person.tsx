import { NativeSelect } from '@mantine/core';
import type { Member } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';

interface AddPersonProps {
  readonly people: readonly Member[];
  readonly onChoose: (personId: number) => void;
}

/** Lets somebody be planned who is not yet; nothing where everybody is. */
export function AddPerson({ people, onChoose }: AddPersonProps) {
  const words = useWords();
  if (people.length === 0) return null;
  return (
    <NativeSelect
      className="add-person"
      aria-label={words.t('capacity.addPerson')}
      value=""
      onChange={({ currentTarget: { value } }) => onChoose(Number(value))}
      data={[
        { value: '', label: words.t('capacity.addPerson'), disabled: true },
        ...people.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  );
}
