import type { SignalName, Signals } from '#core/context'

/** What a page said, part by part in the order of `signalWords`, each item as a line a person can read. */
export function seenOnPage(signals: Signals): { name: SignalName; items: string[] }[] {
  const { host, pathShape, title, headings, labels, focused, banners, controls, groups, seconds } = signals
  const given = (text: string | null) => (text ? [text] : [])
  const quoted = (text: string) => `“${text}”`
  const lines: Readonly<Record<SignalName, string[]>> = {
    host: [host],
    pathShape: [pathShape],
    title: given(title),
    headings,
    labels,
    focused: given(focused),
    banners,
    controls: controls.map(({ role, name, testId }) =>
      [role ?? '', name === '' ? '' : quoted(name), testId === null ? '' : `[${testId}]`].filter(Boolean).join(' '),
    ),
    groups: groups.map(({ name, holds }) =>
      [name === '' ? '' : `${name}:`, holds.join(', ')].filter(Boolean).join(' '),
    ),
    seconds: [`${seconds} s`],
  }
  return (Object.keys(lines) as SignalName[]).map((name) => ({ name, items: lines[name] }))
}
