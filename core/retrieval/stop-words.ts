/** Words too common to tell pages apart. They are looked for only when a question has nothing else. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a about all am an and any are as at be been but by can could did do does for from had has have he her his how i if ' +
    'in into is it its me my no not of on or our s she should so some t than that the their them then there these they ' +
    'this to us was we were what when where which who why will with would you your'
  ).split(' '),
)
