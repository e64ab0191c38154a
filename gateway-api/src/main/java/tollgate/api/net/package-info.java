/** Calls a plugin may make on the gateway's behalf, without ever seeing a credential. */
package tollgate.api.net;
