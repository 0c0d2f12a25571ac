import dgram from 'node:dgram'
import dns from 'node:dns'
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
Object.assign(dns, { lookup: refuse, resolve: refuse })
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name)
