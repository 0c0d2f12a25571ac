import {
  lastHeardWords,
  type RecallList,
  type ReleaseChange,
  type ReleaseDifference,
  type ReleaseWarning,
} from '#core/authoring'

const counts = (of: { new: number; changed: number; removed: number }): string =>
  `${of.new} new, ${of.changed} changed, ${of.removed} removed`

/** Who gets what of a release. */
export const forWhomLines = ({ roles, departments, notes = [] }: ReleaseDifference): string[] => [
  ...notes,
  ...roles.map((role) => `for ${role.title}: ${counts(role)}`),
  ...departments.map((one) => `in ${one.department}: ${counts(one)}`),
]

export const warningLines = (warnings: readonly ReleaseWarning[]): string[] =>
  warnings.flatMap(({ text, names }) => [`Warning: ${text}`, ...names.map((name) => `  ${name}`)])

/** An object with the words that changed: `-` gone, `+` new, `[-was-]{+is+}` within a line. */
export function changeLines({ kind, id, title, change, version, was, lines }: ReleaseChange): string[] {
  const versions = [was, version].filter((one) => one !== null).join(' -> ')
  const words = (lines ?? []).flatMap((line) => {
    if (line.change === 'same') return []
    if (line.change === 'added') return [`  + ${line.text}`]
    if (line.change === 'removed') return [`  - ${line.text}`]
    const pieces = 'pieces' in line ? line.pieces : []
    const mark = {
      same: (text: string) => text,
      added: (text: string) => `{+${text}+}`,
      removed: (text: string) => `[-${text}-]`,
    }
    return [`  ~ ${pieces.map((piece) => mark[piece.change](piece.text)).join('')}`]
  })
  return [`${change.padEnd(9)} ${kind} ${id}, version ${versions}: ${title}`, ...words]
}

export function recallLines({ kind, id, title, reason, at, waits, reach }: RecallList[number]): string[] {
  const { devices, reached, hidden, unreached, lastHeard } = reach
  return [
    `${kind} ${id}: ${title}, withdrawn ${at.slice(0, 10)} (${reason})`,
    ...(waits ? ['  the release without it waits for an L&D signature'] : []),
    `  ${reached} of ${devices} devices reached${hidden > 0 ? `, ${hidden} hide it since their lease ended` : ''}, ${unreached} not reached`,
    ...lastHeard.map((one) => `    ${one.devices} ${lastHeardWords[one.heard]}`),
  ]
}
