import { plural } from '#core/ui'

/** Words of the settings: what a person needs to work well here. */
export const settingsWords = {
  title: 'Settings',
  open: 'Settings',
  text: 'These settings stay on this device. Nobody is told of them, and they change no result.',
  done: 'Done',
  time: 'Time for tasks that have a limit',
  timeText: 'Most tasks have none. Where the work itself has one, this is how much of it you get.',
  times: {
    '1': 'As the work gives',
    '1.25': 'A quarter more',
    '1.5': 'Half as much again',
    '2': 'Twice as much',
    none: 'No limit',
  },
  size: 'Size of the text',
  sizes: { 100: 'Usual', 115: 'Larger', 130: 'Large', 150: 'Largest' },
  aloud: 'Read tasks aloud',
  aloudText: 'A button reads the task to you, with a voice of this device. Nothing leaves it.',
  aloudNone: 'This device has no voice of its own, and a voice on a server is not used.',
  read: 'Read aloud',
  stop: 'Stop reading',
  due: 'Tell me when something is due',
  dueText: 'This browser shows a notice when a short check is due. The notice does not say on what.',
  dueBlocked: 'This browser does not allow notices for this site. You can change that in its settings.',
  dueNone: 'This browser cannot show notices. What is due stands on Today.',
  dueOpen: 'This browser looks only while the app is open.',
  dueLater: 'This browser looks now and then, also while the app is closed.',
  clock: {
    left: (minutes: number, seconds: number) => `${minutes}:${String(seconds).padStart(2, '0')} left`,
    said: (minutes: number) =>
      minutes === 0 ? 'Less than a minute is left.' : `${minutes} ${plural(minutes, 'minute')} left.`,
    why: 'The work itself has this limit.',
    soon: 'Less than a minute is left. Your words are kept.',
    over: 'The time is over. You can still finish and hand in: it counts, and it is noted that it came later.',
  },
} as const
