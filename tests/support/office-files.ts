import { Document, HeadingLevel, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { type Zippable, zipSync } from 'fflate'
import { PDFDocument, StandardFonts } from 'pdf-lib'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

/** A Word file as Word would write it: a title, two chapters, numbered steps and a table. */
export async function refundsDocx(limit = 50): Promise<Uint8Array> {
  const heading = (value: string) => new Paragraph({ text: value, heading: HeadingLevel.HEADING_2 })
  const step = (value: string) => new Paragraph({ text: value, numbering: { reference: 'steps', level: 0 } })
  const row = (...cells: string[]) =>
    new TableRow({ children: cells.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) })
  const file = new Document({
    numbering: {
      config: [{ reference: 'steps', levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.' }] }],
    },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Refunds by hand', heading: HeadingLevel.HEADING_1 }),
          heading('Limits'),
          new Paragraph(`Up to ${limit} without asking.`),
          new Table({ rows: [row('Amount', 'Who decides'), row('51 to 200', 'Team lead')] }),
          heading('Steps'),
          step('Open the order'),
          step('Press Refund'),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

/** A PDF of four pages with a running head, page numbers, headings by size and a word cut at a line's end. */
export async function travelPdf({ pages = 4 } = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (let n = 1; n <= pages; n++) {
    const page = pdf.addPage([500, 600])
    const write = (value: string, y: number, size = 10) => page.drawText(value, { x: 40, y, size, font })
    write('Larkfield travel policy', 575, 8)
    if (n === 1) write('Travel', 540, 22)
    write(`Chapter ${n}`, 500, 15)
    write(`Book trip ${n} as early as you can, since fares go up the closer you get to the day you tra-`, 470)
    write('vel, and ask the travel desk first.', 457)
    write('1. Open the booking tool', 420)
    write('2. Choose the fare', 405)
    write('Keep the receipt.', 370)
    write(String(n), 20, 8)
  }
  return pdf.save()
}

/** A PDF whose pages hold no text at all, as a scan without recognition does. */
export async function emptyPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.addPage([400, 600])
  return pdf.save()
}

/** A workbook of shared strings, dates and a hidden sheet, part by part as Excel packs it. */
export function limitsXlsx(rows = 3): Uint8Array {
  const cells = (values: string[], n: number) =>
    `<row r="${n}">${values.map((value, i) => `<c r="${'ABC'[i]}${n}" t="inlineStr"><is><t>${value}</t></is></c>`).join('')}</row>`
  const sheet = (body: string) =>
    text(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`,
    )
  const body = Array.from({ length: rows }, (_, i) => cells([`Country ${i + 1}`, `${(i + 1) * 10}`, 'EUR'], i + 2))
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zipSync({
    '[Content_Types].xml': text(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': text(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': text(
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets><sheet name="Daily rates" sheetId="1" r:id="r1"/><sheet name="Salaries" sheetId="2" state="hidden" r:id="r2"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': text(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': sheet(cells(['Country', 'Rate', 'Currency'], 1) + body.join('')),
    'xl/worksheets/sheet2.xml': sheet(cells(['Secret', '1', ''], 1)),
  })
}

/** A Word package with one part replaced: what an attacker would send. */
export function docxWith(documentXml: string | Uint8Array, more: Zippable = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': text(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': text(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': typeof documentXml === 'string' ? text(documentXml) : documentXml,
    ...more,
  })
}

/** Word's XML around paragraphs. */
export const wordXml = (body: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`

/** Says of a packed part that it unpacks to `claimed` bytes, in both places a ZIP says so. */
export function claimingSize(zip: Uint8Array, name: string, claimed: number): Uint8Array {
  const lying = new Uint8Array(zip)
  const view = new DataView(lying.buffer)
  const wanted = text(name)
  for (let i = 0; i + 46 < lying.length; i++) {
    const signature = view.getUint32(i, true)
    const [nameAt, sizeAt] = signature === 0x02014b50 ? [46, 24] : signature === 0x04034b50 ? [30, 22] : [0, 0]
    if (nameAt && wanted.every((byte, at) => lying[i + nameAt + at] === byte)) view.setUint32(i + sizeAt, claimed, true)
  }
  return lying
}

/** A PDF whose one stream unpacks to `unpackedBytes` of spaces. */
export async function bombPdf(unpackedBytes: number): Promise<Uint8Array> {
  const { deflateSync } = await import('node:zlib')
  const stream = deflateSync(Buffer.alloc(unpackedBytes, 0x20))
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<<>>>>',
  ]
  const head = objects.map((body, i) => `${i + 1} 0 obj${body}endobj\n`).join('')
  const before = `%PDF-1.4\n${head}4 0 obj<</Length ${stream.length}/Filter/FlateDecode>>stream\n`
  return new Uint8Array(
    Buffer.concat([Buffer.from(before), stream, Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n')]),
  )
}
