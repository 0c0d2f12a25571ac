import type { Customer, Message, Order, Priority, Records, Status, Ticket } from './records.ts'

const minute = 60_000
const hour = 60 * minute

const customers: Customer[] = [
  person('2041', 'Priya Nair', 'priya.nair@example.com', '+44 7700 900 118', '14 Alder Close, Leeds', '2021', true),
  person('2057', 'Tom Whitfield', 'tom.whitfield@example.com', '+44 7700 900 204', '3 Mill Row, York', '2019', false),
  person('2063', 'Grace Okafor', 'grace.okafor@example.com', '+44 7700 900 377', '88 Park Lane, Bath', '2024', false),
  person('2078', 'Daniel Berg', 'daniel.berg@example.com', '+44 7700 900 415', '21 Quay Street, Hull', '2022', true),
  person('2084', 'Mei Tanaka', 'mei.tanaka@example.com', '+44 7700 900 560', '7 Orchard Way, Derby', '2023', false),
  person('2090', 'Aaron Pike', 'aaron.pike@example.com', '+44 7700 900 641', '52 Station Road, Crewe', '2018', true),
]

const orders: Order[] = [
  { id: 'LF-48211', item: 'Walnut side table', total: 129, state: 'delivered', refunded: 0 },
  { id: 'LF-48344', item: 'Linen curtain pair, oat', total: 64, state: 'delayed', refunded: 0 },
  { id: 'LF-48350', item: 'Stoneware mug set of 4', total: 38, state: 'delivered', refunded: 0 },
  { id: 'LF-48402', item: 'Wool throw, moss', total: 45, state: 'delivered', refunded: 0 },
  { id: 'LF-48417', item: 'Brass desk lamp', total: 82, state: 'in transit', refunded: 0 },
  { id: 'LF-48433', item: 'Oak picture frame A3', total: 24, state: 'returned', refunded: 0 },
]

/** The desk as it stands when the shift begins. */
export function seedRecords(nowMs: number): Records {
  const tickets: Ticket[] = [
    ticket('1042', 'Side table arrived with a cracked leg', '2041', 'LF-48211', 'Damaged item', 'high', 'open', [
      say(95, 'Priya Nair', 'The table came this morning and one leg is split right down the grain. I have photos.'),
      reply(70, 'Thank you, Priya, and I am sorry. Please send the photos and I will sort this out today.'),
      say(22, 'Priya Nair', 'Photos attached. I would like my money back rather than another one, please.'),
    ]),
    ticket('1043', 'Where are my curtains?', '2057', 'LF-48344', 'Delivery', 'normal', 'open', [
      say(260, 'Tom Whitfield', 'Tracking has said "at the depot" for six days. I have guests on Saturday.'),
    ]),
    ticket('1044', 'Please change the email on my account', '2063', null, 'Account', 'normal', 'open', [
      say(48, 'Grace Okafor', 'I lost my old mailbox. Can you move my account to grace.o@example.net?'),
    ]),
    ticket('1045', 'Two of the mugs are chipped', '2078', 'LF-48350', 'Refund', 'normal', 'waiting', [
      say(1500, 'Daniel Berg', 'Two of four mugs are chipped at the rim. Refund for those two would be fine.'),
      reply(1410, 'Sorry about that, Daniel. Could you tell me the number printed under the box?'),
    ]),
    ticket('1046', 'I can see another customer’s order', '2084', null, 'Privacy', 'urgent', 'open', [
      say(
        14,
        'Mei Tanaka',
        'Under "my orders" there is a delivery to somebody I do not know, with their full address.',
      ),
    ]),
    ticket('1047', 'Lamp: is the bulb included?', '2090', 'LF-48417', 'Product question', 'low', 'open', [
      say(400, 'Aaron Pike', 'Does the brass lamp come with a bulb, and which fitting is it?'),
    ]),
    ticket('1039', 'Third time I ask about my refund', '2090', 'LF-48433', 'Refund', 'high', 'escalated', [
      say(4300, 'Aaron Pike', 'The frame went back two weeks ago. Nobody has answered my last two messages.'),
      system(2900, 'Escalated to Payments by Hana Reyes'),
      say(180, 'Aaron Pike', 'Any news? I am about to call my bank.'),
    ]),
    ticket('1036', 'Throw is lovely, wrong colour sent', '2041', 'LF-48402', 'Refund', 'low', 'closed', [
      say(9100, 'Priya Nair', 'You sent the grey one instead of moss. I would keep it with a small discount.'),
      reply(8900, 'Done: 10 pounds back to your card. Enjoy the throw!'),
      system(8890, 'Closed by Leo Martins'),
    ]),
  ]
  return {
    customers: byId(customers.map((each) => ({ ...each }))),
    orders: byId(orders.map((each) => ({ ...each }))),
    tickets: byId(tickets),
  }

  function say(minutesAgo: number, name: string, text: string): Message {
    return { from: 'customer', name, text, atMs: nowMs - minutesAgo * minute }
  }
  function reply(minutesAgo: number, text: string): Message {
    return { from: 'agent', name: 'Leo Martins', text, atMs: nowMs - minutesAgo * minute }
  }
  function system(minutesAgo: number, text: string): Message {
    return { from: 'system', name: 'Larkfield Desk', text, atMs: nowMs - minutesAgo * minute }
  }
}

/** "22 min ago": the desk's own words for time. */
export function ago(nowMs: number, atMs: number): string {
  const elapsedMs = Math.max(0, nowMs - atMs)
  if (elapsedMs < hour) return `${Math.max(1, Math.round(elapsedMs / minute))} min ago`
  if (elapsedMs < 24 * hour) return `${Math.round(elapsedMs / hour)} h ago`
  return `${Math.round(elapsedMs / (24 * hour))} d ago`
}

function person(
  id: string,
  name: string,
  email: string,
  phone: string,
  address: string,
  since: string,
  verified: boolean,
): Customer {
  return { id, name, email, phone, address, since, verified, note: '' }
}

function ticket(
  id: string,
  subject: string,
  customer: string,
  order: string | null,
  category: string,
  priority: Priority,
  status: Status,
  messages: Message[],
): Ticket {
  return { id, subject, customer, order, category, priority, status, assignee: 'Leo Martins', messages }
}

const byId = <T extends { id: string }>(all: T[]): Map<string, T> => new Map(all.map((each) => [each.id, each]))
