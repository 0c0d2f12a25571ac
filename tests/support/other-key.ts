type Task = Record<string, unknown>
type Entry = Record<string, unknown>
interface Choice {
  right: Entry
  others: Entry[]
}

/** The same task with the same things to choose, write or point at, and another key: right and wrong change places. */
export function otherKey(type: string, task: Task): Task[] {
  const list = (name: string) => structuredClone((task[name] ?? []) as Entry[])
  const feedback = (entry: Entry): Entry => ({ ...entry, why: `Other words: ${entry.why}` })
  const rotated = <T>(entries: T[]): T[] => [...entries.slice(1), ...entries.slice(0, 1)]
  switch (type) {
    case 'scenario':
    case 'short-answer':
      return [
        {
          ...task,
          criteria: list('criteria').map((each) => ({ ...each, models: ['Something', 'Other'], met: 'Good' })),
        },
      ]
    case 'order':
      return [
        { ...task, steps: list('steps').reverse() },
        { ...task, steps: rotated(list('steps')).map(feedback) },
      ]
    case 'choose-and-justify': {
      const { choice, reason } = task as { choice: Choice; reason: Choice }
      return [
        { ...task, choice: swapped(choice) },
        { ...task, choice: swapped(choice), reason: swapped(reason) },
      ]
    }
    case 'single-choice':
      return [{ ...task, choice: swapped(task.choice as Choice) }]
    case 'multiple-choice':
      return [{ ...task, options: list('options').map((each) => feedback({ ...each, right: !each.right })) }]
    case 'match': {
      const pairs = list('pairs')
      const rights = rotated(pairs.map(({ right }) => right))
      return [{ ...task, pairs: pairs.map((pair, at) => feedback({ ...pair, right: rights[at] })) }]
    }
    case 'number':
      return [{ ...task, right: 4711, tolerance: { within: 3, of: 'per-cent' }, slips: [], why: 'Other words.' }]
    case 'fill-form':
      return [{ ...task, fields: list('fields').map((field) => feedback(otherField(field))) }]
    case 'find-error': {
      const record = list('record')
      const at = record.findIndex(({ error }) => error)
      const free = record.findIndex(({ error }) => !error)
      const known = record[at]?.error as Entry
      const hasReasons = list('reasons').length > 0
      const error = { right: hasReasons ? known.right : ['Something else'], why: 'Other words.' }
      const moved = record.map(({ error: _, ...row }, place) => (place === free ? { ...row, error } : row))
      return [{ ...task, record: moved }]
    }
    case 'locate':
      return [{ ...task, areas: list('areas').map((area) => feedback({ ...area, right: !area.right })) }]
    case 'dialogue': {
      const turns = list('turns').map((turn) => ({
        ...turn,
        replies: (turn.replies as Entry[]).map((reply) => feedback({ ...reply, is: 'right' })),
      }))
      return [{ ...task, turns }]
    }
  }
  return []
}

const swapped = ({ right, others }: Choice): Choice => ({
  right: { ...others[0], why: 'Other words.' },
  others: [right, ...others.slice(1)].map((option) => ({ ...option, why: 'Other words.' })),
})

function otherField(field: Entry): Entry {
  const [first, ...others] = (field.others ?? []) as string[]
  switch (field.type) {
    case 'choice':
      return { ...field, right: [first], others: [...(field.right as string[]), ...others] }
    case 'number':
      return { ...field, right: ['4711'], within: 3 }
    case 'day':
      return { ...field, right: ['2001-02-03'] }
    default:
      return { ...field, right: ['Something else'] }
  }
}
