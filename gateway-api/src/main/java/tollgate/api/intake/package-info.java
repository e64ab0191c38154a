/** Experimental: usage records that arrive beside the gateway, from a queue or a file. */
package tollgate.api.intake;
