import childProcess from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

/**
 * Closes the ways out of this process, before any reader is loaded: no format needs one, and what a file points at must not be asked
 * for. Node's permission model does the same for files and processes, for the network only from version 25.
 */
const refuse = (): never => {
  throw new Error('this process has no network')
}
net.Socket.prototype.connect = refuse
net.Server.prototype.listen = refuse
dgram.Socket.prototype.bind = refuse
dgram.Socket.prototype.send = refuse
for (const module of [dns, dns.promises, childProcess])
  for (const [name, member] of Object.entries(module))
    if (typeof member === 'function') Object.assign(module, { [name]: refuse })
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name)
syncBuiltinESMExports()
