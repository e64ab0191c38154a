/**
 * What the tests of the finished tree are made of: a scripted provider ({@link
 * tollgate.dist.kit.FakeUpstream}), a client that can misbehave ({@link
 * tollgate.dist.kit.RawClient}), the gateway as a process ({@link
 * tollgate.dist.kit.GatewayProcess}) and its database ({@link tollgate.dist.kit.LedgerFile}). Plain
 * sockets on purpose: an HTTP library would mend the very faults that are to be seen.
 */
package tollgate.dist.kit;
