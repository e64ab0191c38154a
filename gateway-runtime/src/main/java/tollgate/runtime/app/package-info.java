/**
 * The composition root. {@link tollgate.runtime.app.Gateway} builds everything by hand, top to
 * bottom, and takes it down in the opposite order: that file is the architecture. {@link
 * tollgate.runtime.app.Demo} plays recorded calls through such a gateway.
 */
package tollgate.runtime.app;
