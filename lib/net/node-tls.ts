/** TLS of Node, loaded with the first handshake: loading it takes a third of the time in which a probe starts. */
export function nodeTls() {
  return process.getBuiltinModule('node:tls');
}
