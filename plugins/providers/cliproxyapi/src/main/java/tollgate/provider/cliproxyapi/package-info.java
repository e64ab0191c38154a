/** Connects Tollgate with CLIProxyAPI. */
package tollgate.provider.cliproxyapi;
