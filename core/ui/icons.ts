/** Line icons drawn for this project on a 24 x 24 grid; each is the `d` of one stroked path. */
export const icons = {
  today:
    'M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
  library: 'M5 4v16M9 4v16M13 4.5l5.5 15M4 20h16M3.5 4h7',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  print: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
  record: 'M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h4',
  review: 'M4 12.5 9 17.5 20 6.5',
  studio: 'M4 20l4-1L19.5 7.5a2.1 2.1 0 0 0-3-3L5 16zM14 7l3 3M12 20h8',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 21 21',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  forward: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 6l-6 6 6 6',
  open: 'M9 6l6 6-6 6',
  more: 'M6 9l6 6 6-6',
  check: 'M5 12.5 10 17.5 19.5 7',
  cross: 'M6 6l12 12M18 6 6 18',
  question: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5h.01',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.5h.01',
  note: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 11v5.5M12 7.5h.01',
  tip: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9V15h7v-1.1A6 6 0 0 0 12 3Z',
  bell: 'M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6ZM10 19.5a2.2 2.2 0 0 0 4 0',
  shield: 'M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5',
  offline:
    'M3 3l18 18M8.5 15.5a5 5 0 0 1 5-1.3M5 12a10 10 0 0 1 4-2.4M2 8.5a15 15 0 0 1 4.2-2.6M19 12a10 10 0 0 0-4.5-2.6M22 8.5A15 15 0 0 0 10.5 5M12 19h.01',
  sync: 'M20 11a8 8 0 0 0-14.3-4L3.5 9.5M3.5 4.5v5h5M4 13a8 8 0 0 0 14.3 4l2.2-2.5M20.5 19.5v-5h-5',
  pause: 'M9 6v12M15 6v12',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  key: 'M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM10.9 12.7 20 4M16 7.5l3 3',
  signOut: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
  handrail: 'M4 19c3 0 4-2.5 5.5-6.5S13.5 5 20 5M6.5 19v-5.5M12.5 19V8.5M18.5 19V5',
} as const

export type IconName = keyof typeof icons
