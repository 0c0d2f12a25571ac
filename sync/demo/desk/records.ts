import * as v from 'valibot'

/** What the demo desk keeps: customers, orders and tickets, in memory only; a restart starts the day afresh. */
export type Priority = 'low' | 'normal' | 'high' | 'urgent'
export type Status = 'open' | 'waiting' | 'escalated' | 'closed'

export interface Customer {
  id: string
  name: string
  email: string
  phone: string
  address: string
  since: string
  /** identity checked in this session: account changes need it */
  verified: boolean
  note: string
}

export interface Order {
  id: string
  item: string
  /** pounds */
  total: number
  state: 'delivered' | 'in transit' | 'delayed' | 'returned'
  refunded: number
}

export interface Message {
  from: 'customer' | 'agent' | 'internal' | 'system'
  name: string
  text: string
  atMs: number
}

export interface Ticket {
  id: string
  subject: string
  customer: string
  order: string | null
  category: string
  priority: Priority
  status: Status
  assignee: string
  messages: Message[]
}

export interface Records {
  customers: Map<string, Customer>
  orders: Map<string, Order>
  tickets: Map<string, Ticket>
}

/** Pounds an agent may refund on one order alone, all refunds together; above it a team lead decides. */
export const REFUND_LIMIT = 50

export const agent = 'Leo Martins'
export const categories = ['Refund', 'Delivery', 'Damaged item', 'Account', 'Product question', 'Privacy']
export const teams = ['Team lead, first line', 'Warehouse and carriers', 'Payments', 'Privacy office']

/** The newest message decides when a ticket was last touched. */
export const touchedMs = (ticket: Ticket): number => ticket.messages.at(-1)?.atMs ?? 0

/** A form field as the browser sends it: a missing one is an empty one. */
export const text = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(5000)), '')

/** Adds a ticket under the next free number. */
export function openTicket(
  records: Records,
  customer: Customer,
  form: { subject: string; category: string; text: string },
  nowMs: number,
): Ticket {
  const id = String(Math.max(...[...records.tickets.keys()].map(Number)) + 1)
  const ticket: Ticket = {
    id,
    subject: form.subject,
    customer: customer.id,
    order: null,
    category: form.category,
    priority: 'normal',
    status: 'open',
    assignee: agent,
    messages: [{ from: 'customer', name: customer.name, text: form.text, atMs: nowMs }],
  }
  records.tickets.set(id, ticket)
  return ticket
}
