import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { missing, page } from './page.ts'
import { customerEditPage, customerList, customerPage } from './pages/customers.ts'
import { type Records, text } from './records.ts'

const CustomerPost = v.object({
  email: text,
  phone: text,
  address: text,
  check: v.optional(
    v.union([
      v.array(v.string()),
      v.pipe(
        v.string(),
        v.transform((one) => [one]),
      ),
    ]),
    [],
  ),
})
/** Two of the three checks make an identity verified; without it nothing is changed. */
export function customerRoutes(records: Records): Hono {
  const desk = new Hono()

  desk.get('/customers', () => page(customerList(records)))
  desk.get('/customers/:id', (c) => {
    const customer = records.customers.get(c.req.param('id'))
    return customer ? page(customerPage(records, customer)) : missing('customer')
  })
  desk.get('/customers/:id/edit', (c) => {
    const customer = records.customers.get(c.req.param('id'))
    return customer
      ? page(customerEditPage(customer, customer.verified ? null : 'Identity not verified'))
      : missing('customer')
  })
  desk.post('/customers/:id/edit', async (c) => {
    const customer = records.customers.get(c.req.param('id'))
    if (!customer) return missing('customer')
    const form = parse(CustomerPost, await c.req.parseBody({ all: true }), 'customer')
    customer.verified ||= form.check.length >= 2
    if (!customer.verified) return page(customerEditPage(customer, 'Identity not verified'), 422)
    Object.assign(customer, { email: form.email, phone: form.phone, address: form.address })
    return c.redirect(`/customers/${customer.id}`, 303)
  })

  return desk
}
