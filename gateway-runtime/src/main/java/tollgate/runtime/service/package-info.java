/**
 * The gateway as a service of the machine: which files and commands that takes for systemd and for
 * launchd ({@link tollgate.runtime.service.ServiceManager}), and having them done ({@link
 * tollgate.runtime.service.ServiceWork}). The units themselves are files of the distribution.
 */
@NullMarked
package tollgate.runtime.service;

import org.jspecify.annotations.NullMarked;
